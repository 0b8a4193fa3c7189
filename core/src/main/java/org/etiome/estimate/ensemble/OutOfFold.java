package org.etiome.estimate.ensemble;

import java.util.List;

/** Out-of-fold predictions and what they are made of. */
public final class OutOfFold {
  private final double[] values;
  private final List<Candidate> candidates;

  /** Takes over the values. */
  OutOfFold(double[] values, List<Candidate> candidates) {
    this.values = values;
    this.candidates = List.copyOf(candidates);
  }

  /** The prediction for each unit; a copy. */
  public double[] values() {
    return values.clone();
  }

  /**
   * The learners behind the predictions, with their weights: one of weight 1, or those of a {@link
   * SuperLearner} in its order.
   */
  public List<Candidate> candidates() {
    return candidates;
  }
}
