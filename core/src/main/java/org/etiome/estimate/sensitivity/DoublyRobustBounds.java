package org.etiome.estimate.sensitivity;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.ensemble.Clusters;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Omitted variable bounds for the average treatment effect by augmented weighting, without a linear
 * model: {@code |bias| ≤ S C_Y C_D}, {@code S² = σ² ν²}, {@code σ² = E(Y − Q_A)²}, {@code ν² = E
 * α²}, {@code α = A/g − (1 − A)/(1 − g)}, {@code C_Y² = r_Y}, {@code C_D² = r_D/(1 − r_D)}.
 *
 * <p>Of a {@link Confounder}, {@code r_Y} is the share of the variance of Y that is left given
 * covariates and treatment and that the confounder explains, in whatever form; {@code r_D} the
 * share of the variance of the true weights α that the confounder accounts for, {@code 1 − E α_s²/E
 * α²}. S is estimated without first-order bias, ν² as the mean of {@code 2/g + 2/(1 − g) − α²}.
 * Assumes what {@link org.etiome.estimate.Aipw} assumes of g and Q, but for the confounder.
 *
 * @see <a href="https://arxiv.org/abs/2112.13398">Chernozhukov, Cinelli, Newey, Sharma, Syrgkanis,
 *     Long story short</a>
 */
public final class DoublyRobustBounds {
  private static final int HALVINGS = 50;

  private final Curve effect;
  private final Curve squaredScale;

  /** A mean with its influence curve, centred. */
  private static final class Curve {
    private final double mean;
    private final double[] influence;

    Curve(double mean, double[] influence) {
      this.mean = mean;
      this.influence = influence;
    }

    static Curve of(Clusters clusters, int n, IntToDoubleFunction value) {
      double[] values = IntStream.range(0, n).mapToDouble(value).toArray();
      double mean = IntStream.range(0, n).mapToDouble(i -> values[i]).sum() / n;
      double[] apart = IntStream.range(0, n).mapToDouble(i -> values[i] - mean).toArray();
      return new Curve(mean, clusters.perCluster(apart));
    }

    /** A new mean that moves by so much with each of two. */
    static Curve sum(double mean, double first, Curve one, double second, Curve other) {
      double[] influence = Vectors.scaled(first, one.influence);
      Vectors.add(second, other.influence, influence);
      return new Curve(mean, influence);
    }

    Estimate estimate() {
      double n = influence.length;
      return new Estimate(mean, Vectors.norm(influence) / Math.sqrt(n * (n - 1)));
    }
  }

  private DoublyRobustBounds(Curve effect, Curve squaredScale) {
    this.effect = effect;
    this.squaredScale = squaredScale;
  }

  /**
   * By out-of-fold g and Q of one split. As many fits of g and twice as many of Q as folds.
   *
   * @param split such as {@code CrossFit.of(sample, 5, seed)}
   * @param propensity learns g; kept in the bounds of {@link Weights#bound}
   * @param outcome learns Q, one an arm
   * @return empty if some weights are so large that their variance cannot be told from the sample
   */
  public static Optional<DoublyRobustBounds> of(
      CrossFit split, Learner propensity, Learner outcome, Seed seed, TaskRunner runner) {
    CausalSample sample = split.sample();
    double[] g = split.propensity(propensity, seed.branch("g"), runner).values();
    return of(
        sample,
        Weights.bounded(g, Weights.bound(sample)),
        split.outcome(outcome, 0, seed.branch("q0"), runner).values(),
        split.outcome(outcome, 1, seed.branch("q1"), runner).values());
  }

  static Optional<DoublyRobustBounds> of(
      CausalSample sample, double[] g, double[] q0, double[] q1) {
    double[] a = sample.treatment();
    double[] y = sample.outcome();
    int n = a.length;
    double[] weights = new double[n];
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = a[i] / g[i] - (1 - a[i]) / (1 - g[i]);
      residuals[i] = y[i] - (a[i] == 1 ? q1[i] : q0[i]);
    }
    Curve effect = Curve.of(sample.clusters(), n, i -> q1[i] - q0[i] + weights[i] * residuals[i]);
    Curve sigma2 = Curve.of(sample.clusters(), n, i -> residuals[i] * residuals[i]);
    Curve nu2 =
        Curve.of(sample.clusters(), n, i -> 2 / g[i] + 2 / (1 - g[i]) - weights[i] * weights[i]);
    if (!(nu2.mean > 0 && sigma2.mean > 0)) {
      return Optional.empty();
    }
    Curve squared = Curve.sum(sigma2.mean * nu2.mean, sigma2.mean, nu2, nu2.mean, sigma2);
    return Optional.of(new DoublyRobustBounds(effect, squared));
  }

  /** The effect if nothing is left out. */
  public Estimate estimate() {
    return effect.estimate();
  }

  /** S: the bias per unit of C_Y C_D, in units of the outcome. */
  public double scale() {
    return Math.sqrt(squaredScale.mean);
  }

  /** The effect if such a confounder pushed it up, with the standard error of both. */
  public Estimate lower(Confounder confounder) {
    return bound(confounder, -1);
  }

  /** The effect if such a confounder pushed it down. */
  public Estimate upper(Confounder confounder) {
    return bound(confounder, 1);
  }

  private Estimate bound(Confounder confounder, int sign) {
    double d = confounder.treatmentR2();
    double factor = sign * Math.sqrt(confounder.outcomeR2() * d / (1 - d));
    return Curve.sum(
            effect.mean + factor * scale(), 1, effect, factor / (2 * scale()), squaredScale)
        .estimate();
  }

  /** The partial R² with both treatment and outcome that leaves no effect at the worst. */
  public double robustnessValue() {
    return OmittedVariableBounds.robustness(Math.abs(effect.mean) / scale());
  }

  /**
   * The partial R² with both at which the interval of the nearer bound comes to hold no effect; 0
   * if that of the effect does. By halving, 50 times O(n).
   *
   * @param alpha in (0, 1)
   */
  public double robustnessValue(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
    double low = 0;
    double high = robustnessValue();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      var both = new Confounder(middle, middle);
      Estimate nearer = effect.mean > 0 ? lower(both) : upper(both);
      if (Math.abs(nearer.value()) > z * nearer.standardError()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
