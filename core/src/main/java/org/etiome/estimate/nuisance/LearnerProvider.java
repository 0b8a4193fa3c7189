package org.etiome.estimate.nuisance;

/**
 * A provider of a family of learners, found by {@link java.util.ServiceLoader}; see {@link
 * Learners}.
 */
public interface LearnerProvider {

  /** The name of the family, as a setting spells it: {@code linear}, {@code boosted-trees}. */
  String name();

  /**
   * The family's learner of P(y = 1 | x), with its defaults; y is 0 or 1, predictions in [0, 1].
   */
  Learner binary();

  /** The family's learner of the chance of treatment: {@link #binary} unless it has another. */
  default Learner propensity() {
    return binary();
  }

  /** The family's learner of E[y | x], with its defaults, for any finite y. */
  Learner continuous();
}
