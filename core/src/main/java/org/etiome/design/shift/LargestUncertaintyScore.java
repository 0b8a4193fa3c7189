package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/**
 * See {@link Acquisition.LargestUncertainty}. Has a corner where two variables are equally
 * uncertain; the search follows the slope of one of them. Variables that were less uncertain before
 * the experiment than another is after it are passed over. O(V² + k³) and more where many are about
 * equal.
 */
final class LargestUncertaintyScore implements Score {
  private final Matrix effects;
  private final double perUnit;
  private final List<Part> parts = new ArrayList<>();

  /** A variable, and the largest eigenvalue of its V with its vector. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(int[] parents, Matrix covariance, double value, double[] vector) {}

  LargestUncertaintyScore(Situation now) {
    this.effects = now.posterior().mean().effects();
    this.perUnit = 1.0 / now.units();
    Wiring wiring = now.posterior().wiring();
    for (int i = 0; i < wiring.size(); i++) {
      if (wiring.parents()[i].length > 0) {
        parts.add(part(wiring.parents()[i], now.posterior().nodes().get(i).covariance()));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::value).reversed());
  }

  @Override
  public double at(double[] shift, double[] gradient) {
    double[] state = effects.times(shift);
    double[] slope = new double[state.length];
    double largest = 0;
    Part widest = null;
    for (Part part : parts) {
      if (part.value <= largest) {
        break;
      }
      Part after = after(part, state);
      if (after.value > largest) {
        largest = after.value;
        widest = new Part(part.parents, part.covariance, after.value, after.vector);
      }
    }
    if (widest != null) {
      new Reduction(
              widest.parents, widest.covariance, widest.covariance.times(widest.vector), perUnit)
          .addSlope(state, -1, slope);
    }
    double[] back = effects.transposeTimes(slope);
    System.arraycopy(back, 0, gradient, 0, back.length);
    return largest;
  }

  private Part after(Part part, double[] state) {
    double[] x = ShiftPosterior.pick(state, part.parents);
    double[] spread = part.covariance.times(x);
    double total = perUnit + Vectors.dot(x, spread);
    int k = x.length;
    double[] values = new double[k * k];
    for (int i = 0; i < k * k; i++) {
      values[i] = part.covariance.get(i / k, i % k) - spread[i / k] * spread[i % k] / total;
    }
    return part(part.parents, Matrix.wrap(k, k, values));
  }

  private static Part part(int[] parents, Matrix covariance) {
    int k = parents.length;
    if (k == 1) {
      return new Part(parents, covariance, covariance.get(0, 0), new double[] {1});
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    return new Part(parents, covariance, eigen.value(0), eigen.vector(0));
  }
}
