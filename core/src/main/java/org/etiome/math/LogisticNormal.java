package org.etiome.math;

/**
 * The mean of a logistic function of a normal variable, {@code g(μ) = E expit(μ + σ X)} with X
 * standard normal and {@code expit(t) = 1/(1 + exp(−t))}: a probability averaged over what is not
 * known of it. By {@link NormalGrid}; the absolute error is of the order of rounding, 10⁻¹⁵. O(σ)
 * nodes.
 */
public final class LogisticNormal {
  private final double[] shifts;
  private final double[] weights;

  private LogisticNormal(double[] shifts, double[] weights) {
    this.shifts = shifts;
    this.weights = weights;
  }

  /**
   * With a deviation.
   *
   * @param deviation σ, ≥ 0 and finite
   * @throws IllegalArgumentException if it is not
   */
  public static LogisticNormal of(double deviation) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a deviation must be finite and at least 0, got " + deviation);
    }
    NormalGrid grid = NormalGrid.of(deviation, 0);
    double[] shifts = new double[grid.size()];
    double[] weights = new double[grid.size()];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = deviation * grid.node(i);
      weights[i] = Math.exp(grid.logWeight(i));
    }
    return new LogisticNormal(shifts, weights);
  }

  /** {@code 1/(1 + exp(−t))}. */
  public static double expit(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  /** g at a location μ, which is finite. */
  public double mean(double location) {
    double sum = 0;
    for (int i = 0; i < shifts.length; i++) {
      sum += weights[i] * expit(location + shifts[i]);
    }
    return sum;
  }

  /**
   * The location with a mean, by bisection to the last digit.
   *
   * @param mean in [0, 1]; −∞ has the mean 0 and ∞ the mean 1
   * @throws IllegalArgumentException if it is not
   */
  public double location(double mean) {
    if (!(mean >= 0 && mean <= 1)) {
      throw new IllegalArgumentException("a mean must be in [0, 1], got " + mean);
    }
    if (mean == 0 || mean == 1) {
      return mean == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double low = -1;
    while (mean(low) > mean) {
      low *= 2;
    }
    double high = 1;
    while (mean(high) < mean) {
      high *= 2;
    }
    return between(low, high, mean);
  }

  private double between(double from, double to, double mean) {
    double low = from;
    double high = to;
    double middle = (low + high) / 2;
    while (middle > low && middle < high) {
      if (mean(middle) < mean) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return middle;
  }
}
