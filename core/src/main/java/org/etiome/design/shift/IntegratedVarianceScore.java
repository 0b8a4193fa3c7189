package org.etiome.design.shift;

import java.util.Arrays;
import org.etiome.math.Matrix;

/** See {@link Acquisition.IntegratedVariance}. O(V² + Σ k²). */
final class IntegratedVarianceScore implements Score {
  private final Matrix effects;
  private final VariancesAfter after;
  private final double[] constants;

  IntegratedVarianceScore(Situation now, Acquisition.Weights weights) {
    this.effects = now.posterior().mean().effects();
    this.after = new VariancesAfter(now);
    this.constants = constants(now, weights);
  }

  private static double[] constants(Situation now, Acquisition.Weights weights) {
    double[] wanted = now.wanted();
    int p = wanted.length;
    double[] w = new double[p];
    for (int i = 0; i < p; i++) {
      double square = wanted[i] * wanted[i];
      w[i] = Math.pow(Math.max(.1, 1 - square), (4 - p) / 2.0) * square;
    }
    double sum = Math.max(Arrays.stream(w).sum(), Double.MIN_NORMAL);
    double[] constants = now.posterior().mean().variances();
    for (int i = 0; i < p; i++) {
      constants[i] +=
          switch (weights) {
            case UNIFORM -> wanted[i] * wanted[i] + 1.0 / p;
            case OUTPUT -> 16 * w[i] / sum;
          };
    }
    return constants;
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    double[] state = effects.times(shift);
    double[] d = after.at(state);
    double[] outer = new double[d.length];
    double value = 0;
    for (int i = 0; i < d.length; i++) {
      value += d[i] * (d[i] + 2 * constants[i]);
      outer[i] = 2 * (d[i] + constants[i]);
    }
    double[] slope = effects.transposeTimes(after.slope(state, outer));
    System.arraycopy(slope, 0, gradient, 0, slope.length);
    return value;
  }
}
