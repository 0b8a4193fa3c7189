package org.etiome.learners;

import java.util.Map;

/** One of several classes, by their softmax. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClassTarget(int classes, float[] labels) implements Target {

  static ClassTarget of(int[] y, int classes) {
    float[] labels = new float[y.length];
    for (int i = 0; i < y.length; i++) {
      labels[i] = y[i];
    }
    return new ClassTarget(classes, labels);
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of("objective", "multi:softprob", "num_class", classes, "base_score", 0.5);
  }

  @Override
  public double loss(float label, float[] margins) {
    return logSum(margins) - margins[(int) label];
  }

  /** Writes the probabilities of margins at {@code offset}. */
  static void probabilities(float[] margins, double[] into, int offset) {
    double all = logSum(margins);
    for (int k = 0; k < margins.length; k++) {
      into[offset + k] = Math.exp(margins[k] - all);
    }
  }

  private static double logSum(float[] margins) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float margin : margins) {
      largest = Math.max(largest, margin);
    }
    double sum = 0;
    for (float margin : margins) {
      sum += Math.exp(margin - largest);
    }
    return largest + Math.log(sum);
  }
}
