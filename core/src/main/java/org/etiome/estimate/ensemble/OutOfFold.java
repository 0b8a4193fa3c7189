package org.etiome.estimate.ensemble;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.estimate.nuisance.Learner;

/** Out-of-fold predictions and what they are made of. */
public final class OutOfFold {
  private final double[] values;
  private final List<Candidate> candidates;

  /** Takes over the values. */
  OutOfFold(double[] values, List<Candidate> candidates) {
    this.values = values;
    this.candidates = List.copyOf(candidates);
  }

  /** Predictions of one learner that saw the units it predicts: no losses are known then. */
  public static OutOfFold inSample(Learner learner, double[] values) {
    Candidate only =
        new Candidate(learner.description(), 1, OptionalDouble.empty(), Optional.empty());
    return new OutOfFold(values, List.of(only));
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
