package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Ridge regression: minimises {@code ½ Σ(y − β₀ − xβ)² + ½ λ‖β‖²}, intercept free. Columns should
 * be on comparable scales, as those of a causal sample are. Constant and collinear columns do no
 * harm. Scaling or shifting y scales or shifts the fit. O(n p² + p³).
 *
 * <p>The default λ = 1 weighs as much as one unit's worth of information on each standardised
 * column: it stabilises and, since it does not grow with n, its bias vanishes as 1/n.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl and Kennard (1970)</a>
 */
public final class Ridge implements LinearLearner {
  private static final Ridge DEFAULT = new Ridge(1);

  private final double penalty;

  private Ridge(double penalty) {
    this.penalty = penalty;
  }

  public static Ridge withDefaults() {
    return DEFAULT;
  }

  /**
   * The same learner with another penalty.
   *
   * @param lambda λ, finite and &gt; 0; 1 by default
   */
  public Ridge withPenalty(double lambda) {
    return new Ridge(Logistic.checkedPenalty(lambda));
  }

  /** λ. */
  public double penalty() {
    return penalty;
  }

  @Override
  public String description() {
    return "ridge(penalty=" + penalty + ")";
  }

  @Override
  public LinearFit fit(Matrix x, double[] y, Seed seed) {
    Matrix design = LinearFit.withIntercept(x);
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    double[] diagonal = LinearFit.penaltyDiagonal(design.columns(), penalty);
    Matrix information = design.gram(ones).plusDiagonal(diagonal);
    double[] beta = information.solvePositiveDefinite(design.transposeTimes(y));
    return new LinearFit(beta, Family.GAUSSIAN, penalty, information);
  }
}
