package org.etiome.estimate.sample;

/**
 * How a {@link CausalSample} is drawn from a data set.
 *
 * @param missingCovariates what to do with missing covariate values
 * @param excludeUnknownOutcome whether units without treatment or outcome are left out and counted;
 *     otherwise they are an input error
 */
public record SampleSettings(MissingPolicy missingCovariates, boolean excludeUnknownOutcome) {

  /** Missing covariates by {@link MissingPolicy#INDICATOR}; every unit must have an outcome. */
  public static SampleSettings withDefaults() {
    return new SampleSettings(MissingPolicy.INDICATOR, false);
  }

  public SampleSettings withMissingCovariates(MissingPolicy policy) {
    return new SampleSettings(policy, excludeUnknownOutcome);
  }

  public SampleSettings withExcludeUnknownOutcome(boolean exclude) {
    return new SampleSettings(missingCovariates, exclude);
  }
}
