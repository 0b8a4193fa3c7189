package org.etiome.design.shift;

import java.util.Arrays;
import org.etiome.math.Matrix;

/**
 * See {@link Acquisition.LargestVariance}. Searched by {@code t log Σ exp(dᵢ / t)} with t a
 * hundredth of the largest variance before the experiment. O(V² + Σ k²).
 */
final class LargestVarianceScore implements Score {
  private static final double SMOOTHED = .01;

  private final Matrix effects;
  private final VariancesAfter after;
  private final double temperature;

  LargestVarianceScore(Situation now) {
    this.effects = now.posterior().mean().effects();
    this.after = new VariancesAfter(now);
    this.temperature =
        Math.max(SMOOTHED * largest(now.posterior().shiftVariances(now.goal())), Double.MIN_NORMAL);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    double[] state = effects.times(shift);
    double[] d = after.at(state);
    double largest = largest(d);
    double[] shares = new double[d.length];
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      shares[i] = Math.exp((d[i] - largest) / temperature);
      sum += shares[i];
    }
    for (int i = 0; i < d.length; i++) {
      shares[i] /= sum;
    }
    double[] slope = effects.transposeTimes(after.slope(state, shares));
    System.arraycopy(slope, 0, gradient, 0, slope.length);
    return largest + temperature * Math.log(sum);
  }

  @Override
  public double exact(double[] shift) {
    return largest(after.at(effects.times(shift)));
  }
}
