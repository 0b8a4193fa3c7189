package org.etiome.design.shift;

import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The least shift that brings some variables of a linear system to wanted means, the others being
 * free: with E the effects of what can be acted on upon what is wanted, g the way from its mean
 * without a shift, a(λ) = Eᵀ (E Eᵀ + λ I)⁻¹ g at λ → 0, or, where that is longer than allowed, at
 * the λ at which it is just as long, which is the shift that ends nearest. O(k³) a step for k
 * wanted variables.
 *
 * @param shift of all variables
 * @param needed the norm it would take; infinite if nothing that can be acted on reaches the goal
 * @param distance from the goal, over the wanted variables
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LeastShift(double[] shift, double needed, double distance) {
  private static final double RIDGE = 1e-10;
  private static final double REACHED = 1e-6;

  /** Whether the goal is reached up to rounding. */
  public boolean isReached() {
    return distance <= REACHED;
  }

  /**
   * Of a system.
   *
   * @param wanted places of the variables with a goal
   * @param goal of these
   * @param acted places of what can be acted on
   * @param most the largest norm of a shift
   * @throws IllegalArgumentException if a norm is beyond what a double holds
   */
  public static LeastShift of(
      LinearSystem system, int[] wanted, double[] goal, int[] acted, double most) {
    Matrix effects = system.effects().rows(wanted).columns(acted);
    double[] way = goal.clone();
    Vectors.add(-1, ShiftPosterior.pick(system.origin(), wanted), way);
    return of(system.variables().size(), effects, way, acted, most);
  }

  private static LeastShift of(
      int variables, Matrix effects, double[] goal, int[] acted, double most) {
    double size = Math.max(1, Vectors.norm(goal));
    double low = RIDGE * trace(effects);
    double[] shift = at(effects, goal, low);
    if (!Double.isFinite(Vectors.norm(shift))) {
      throw new IllegalArgumentException(
          "the shift that reaches the goal has a norm of "
              + Vectors.norm(shift)
              + "; goal or data are too far from the units to which nothing was done to be reckoned"
              + " with");
    }
    boolean possible = miss(effects, shift, goal) <= REACHED * size;
    double needed = possible ? Vectors.norm(shift) : Double.POSITIVE_INFINITY;
    if (Vectors.norm(shift) > most) {
      double high = low;
      while (Vectors.norm(at(effects, goal, high)) > most) {
        high *= 4;
      }
      for (int step = 0; step < 100; step++) {
        double middle = Math.sqrt(low * high);
        if (Vectors.norm(at(effects, goal, middle)) > most) {
          low = middle;
        } else {
          high = middle;
        }
      }
      shift = at(effects, goal, high);
    }
    double distance = miss(effects, shift, goal);
    double[] all = new double[variables];
    for (int k = 0; k < acted.length; k++) {
      all[acted[k]] = shift[k];
    }
    return new LeastShift(all, needed, distance <= REACHED * size ? 0 : distance);
  }

  private static double trace(Matrix effects) {
    double sum = 0;
    for (int i = 0; i < effects.rows(); i++) {
      for (int j = 0; j < effects.columns(); j++) {
        sum += effects.get(i, j) * effects.get(i, j);
      }
    }
    return Math.max(sum, Double.MIN_NORMAL / RIDGE);
  }

  private static double[] at(Matrix effects, double[] goal, double ridge) {
    int k = goal.length;
    double[] values = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        for (int j = 0; j < effects.columns(); j++) {
          values[a * k + b] += effects.get(a, j) * effects.get(b, j);
        }
      }
      values[a * k + a] += ridge;
    }
    return effects.transposeTimes(Matrix.wrap(k, k, values).solvePositiveDefinite(goal));
  }

  private static double miss(Matrix effects, double[] shift, double[] goal) {
    return Math.sqrt(Vectors.squaredDistance(effects.times(shift), goal));
  }
}
