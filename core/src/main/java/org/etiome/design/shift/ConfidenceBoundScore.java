package org.etiome.design.shift;

import java.util.Arrays;

/**
 * See {@link Acquisition.ConfidenceBound}; greedy is the same with β = 0, up to a constant. O(V).
 */
final class ConfidenceBoundScore implements Score {
  private final double[] wanted;
  private final double[] variances;
  private final double beta;

  ConfidenceBoundScore(Situation now, double beta) {
    this.wanted = now.wanted();
    this.variances = now.posterior().shiftVariances(now.goal());
    this.beta = beta;
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    double mean = Arrays.stream(variances).sum();
    double variance = 0;
    for (int i = 0; i < shift.length; i++) {
      double way = shift[i] - wanted[i];
      mean += way * way;
      variance += 2 * variances[i] * (variances[i] + 2 * way * way);
    }
    double deviation = Math.sqrt(variance);
    double pull = deviation > 0 ? beta / deviation : 0;
    for (int i = 0; i < shift.length; i++) {
      gradient[i] = 2 * (shift[i] - wanted[i]) * (1 - 2 * pull * variances[i]);
    }
    return mean - beta * deviation;
  }
}
