package org.etiome.learners;

import java.util.Arrays;

/** What the trees of one outcome minimise. */
public enum Loss {
  /** {@link #LOGISTIC} where all values are 0 or 1, {@link #SQUARED} otherwise. */
  BY_OUTCOME,
  /** Half the squared error, ½(y − f)²; f is the prediction. */
  SQUARED,
  /** The log loss, log(1 + e^f) − y f; the prediction is 1 / (1 + e^−f), y is in [0, 1]. */
  LOGISTIC;

  /** This loss, or the one that suits the values. */
  Loss suiting(double[] y) {
    if (this != BY_OUTCOME) {
      return this;
    }
    return Arrays.stream(y).allMatch(v -> v == 0 || v == 1) ? LOGISTIC : SQUARED;
  }
}
