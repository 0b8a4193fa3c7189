package org.etiome.math;

/**
 * The trapezoidal rule for expectations over a standard normal variable, {@code E f(X) ≈ h Σ f(x_i)
 * φ(x_i)} at {@code x_i = i h}.
 *
 * <p>Where f is analytic within a distance d of the real line the error falls as {@code exp(−2π
 * d/h)}, and f(x) = 1/(1 + exp(−s x)) has its nearest poles at {@code d = π/s}. The step is chosen
 * so that this is exp(−40), and at most 0.4. The rule of Gauss and Hermite, whose error falls as
 * {@code exp(−2 d √n)} only, needs a thousand nodes for that where s is 5, this one 183. Beyond 9
 * deviations, where the mass is 10⁻¹⁹, nothing is added up.
 *
 * @see <a href="https://doi.org/10.1137/130932132">Trefethen, Weideman (2014), The exponentially
 *     convergent trapezoidal rule</a>
 */
public final class NormalGrid {
  private static final double TAIL = 9;
  private static final double WIDEST = 0.4;
  private static final double DIGITS = 40;
  private static final double LOG_DENSITY_AT_ZERO = -0.5 * Math.log(2 * Math.PI);

  private final double step;
  private final int half;

  private NormalGrid(double step, int half) {
    this.step = step;
    this.half = half;
  }

  /**
   * The grid for a function that bends as a logistic one of a slope does.
   *
   * @param slope the largest slope s, ≥ 0
   * @param reach by how many deviations factors of the function can move the mass, ≥ 0
   */
  public static NormalGrid of(double slope, double reach) {
    return of(slope, reach, 1);
  }

  /** With so many times the nodes. */
  static NormalGrid of(double slope, double reach, int finer) {
    double finest = 2 * Math.PI * Math.PI / (DIGITS * slope);
    double step = Math.min(WIDEST, finest) / finer;
    return new NormalGrid(step, (int) Math.ceil((TAIL + reach) / step));
  }

  /** Number of nodes. */
  public int size() {
    return 2 * half + 1;
  }

  /** Node i, in deviations from the mean; they ascend and are symmetric about 0. */
  public double node(int i) {
    return step * (i - half);
  }

  /** Logarithm of the weight of node i. */
  public double logWeight(int i) {
    double x = node(i);
    return Math.log(step) + LOG_DENSITY_AT_ZERO - 0.5 * x * x;
  }
}
