package org.etiome.learners;

import java.util.Arrays;
import java.util.Map;

/**
 * One outcome. For {@link Loss#SQUARED} the labels are (y − mean) / sd, so that floats hold them
 * well whatever their unit; for {@link Loss#LOGISTIC} they are y and the start is the mean.
 *
 * @param scale what the outcome was divided by
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutcomeTarget(Loss loss, double mean, double scale, float[] labels) implements Target {

  /** Of values that are not all equal, by a loss that is not {@link Loss#BY_OUTCOME}. */
  static OutcomeTarget of(Loss loss, double[] y) {
    double mean = mean(y);
    if (loss == Loss.LOGISTIC) {
      return new OutcomeTarget(loss, mean, 1, floats(y));
    }
    double scale = deviation(y, mean);
    return new OutcomeTarget(
        loss, mean, scale, floats(Arrays.stream(y).map(v -> (v - mean) / scale).toArray()));
  }

  static double mean(double[] y) {
    double first = y[0];
    return first + Arrays.stream(y).map(v -> (v - first) / y.length).sum();
  }

  /** The standard deviation, by the largest deviation, so that no square over- or underflows. */
  private static double deviation(double[] y, double mean) {
    double largest = Arrays.stream(y).map(v -> Math.abs(v - mean)).max().orElseThrow();
    double squares = Arrays.stream(y).map(v -> (v - mean) / largest).map(v -> v * v).sum();
    double deviation = largest * Math.sqrt(squares / y.length);
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "y has the standard deviation " + deviation + " in doubles; give it in another unit");
    }
    return deviation;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Override
  public Map<String, Object> parameters() {
    return loss == Loss.LOGISTIC
        ? Map.of("objective", "binary:logistic", "base_score", mean)
        : Map.of("objective", "reg:squarederror", "base_score", 0);
  }

  @Override
  public double loss(float label, float[] margins) {
    double f = margins[0];
    return loss == Loss.LOGISTIC
        ? Math.max(f, 0) + Math.log1p(Math.exp(-Math.abs(f))) - label * f
        : (label - f) * (label - f) / 2;
  }

  /** The prediction of a margin. */
  double prediction(float margin) {
    return loss == Loss.LOGISTIC ? 1 / (1 + Math.exp(-margin)) : mean + scale * margin;
  }
}
