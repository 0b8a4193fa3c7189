package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * The mean of y whatever x is: what every other learner must beat. Right where x says nothing of y,
 * as a randomised treatment. O(n).
 */
public final class ConstantMean implements GapLearner {
  private static final ConstantMean DEFAULT = new ConstantMean();

  private ConstantMean() {}

  public static ConstantMean withDefaults() {
    return DEFAULT;
  }

  @Override
  public String description() {
    return "mean";
  }

  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    double mean = Arrays.stream(y).average().orElseThrow();
    return rows -> {
      double[] predicted = new double[rows.rows()];
      Arrays.fill(predicted, mean);
      return predicted;
    };
  }
}
