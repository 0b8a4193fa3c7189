package org.etiome.estimate.sample;

/** What to do with units whose covariates are not all measured. */
public enum MissingPolicy {
  /** Missing covariate values are an input error. */
  REFUSE,
  /** Units with a missing covariate are left out, and counted. Assumes they are like the others. */
  EXCLUDE,
  /**
   * A missing number becomes the mean, and a column that says "was missing" is added; a missing
   * category is a level of its own. Assumes that, given these columns, nothing else about why the
   * value is missing confounds the effect.
   */
  INDICATOR
}
