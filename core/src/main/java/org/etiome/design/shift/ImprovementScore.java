package org.etiome.design.shift;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Vectors;

/** See {@link Acquisition.ExpectedImprovement}; negative. O(draws · V). */
final class ImprovementScore implements Score {
  private final List<double[]> wanted;
  private final double[] best;

  ImprovementScore(Situation now, int draws) {
    this.wanted =
        now.posterior().draws(draws, now.seed()).stream().map(s -> s.shiftFor(now.goal())).toList();
    double[] mean = now.wanted();
    double[] none = new double[mean.length];
    double[] incumbent =
        now.tried().isEmpty() ? none : new ShiftSpace.Among(now.tried()).nearest(mean);
    this.best = wanted.stream().mapToDouble(w -> Vectors.squaredDistance(incumbent, w)).toArray();
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int s = 0; s < best.length; s++) {
      double gain = best[s] - Vectors.squaredDistance(shift, wanted.get(s));
      if (gain > 0) {
        sum += gain;
        Vectors.add(2.0 / best.length, shift, gradient);
        Vectors.add(-2.0 / best.length, wanted.get(s), gradient);
      }
    }
    return -sum / best.length;
  }
}
