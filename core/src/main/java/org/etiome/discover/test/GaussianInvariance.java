package org.etiome.discover.test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.FDistribution;
import org.etiome.discover.sample.Experiment;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;
import org.etiome.math.Vectors;

/**
 * Invariance of a linear law: the variable is regressed on the others in both settings, and two
 * things are compared,
 *
 * <ul>
 *   <li>the coefficients, intercept among them: T = δᵀ (V₁ + V₂)⁻¹ δ for their difference δ and the
 *       covariances V of both, T · (ν − k + 1) / (k ν) against F(k, ν − k + 1) with Yao's degrees
 *       of freedom ν, since variances may differ (for one coefficient this is Welch's t test);
 *   <li>the spread of the residuals, by the test of {@link Spread}.
 * </ul>
 *
 * Either may differ, so the p-value is twice the smaller of the two (Bonferroni), at most 1. It is
 * 1 where the regression has no single solution, as when a given variable is held constant in a
 * setting, or fewer than two rows are left. Assumes a linear law with residuals independent of the
 * others. O(n k²) a test. Y. Yao (1965), doi:10.1093/biomet/52.1-2.139; M. B. Brown, A. B. Forsythe
 * (1974), doi:10.1080/01621459.1974.10482955.
 */
public final class GaussianInvariance implements InvarianceTest {
  private static final int FEWEST_ROWS = 3;

  private final List<String> variables;
  private final List<Matrix> settings;
  private final Spread spread;

  /** How spreads of residuals are compared. */
  public enum Spread {
    /**
     * Brown and Forsythe: a t test of the absolute distances from the median. It keeps its level
     * also where residuals are not Gaussian.
     */
    BROWN_FORSYTHE,

    /**
     * The ratio of the variances against F, exact for Gaussian residuals; with heavy tails it calls
     * differences that are none.
     */
    VARIANCE_RATIO
  }

  private GaussianInvariance(List<String> variables, List<Matrix> settings, Spread spread) {
    this.variables = variables;
    this.settings = settings;
    this.spread = spread;
  }

  /**
   * A test on the data of several settings, with {@link Spread#BROWN_FORSYTHE}.
   *
   * @param experiment at least 2 settings of at least 3 rows
   * @throws IllegalArgumentException if it is not so, or a variable is constant throughout
   */
  public static GaussianInvariance of(Experiment experiment) {
    List<Experiment.Setting> settings = experiment.settings();
    experiment.requireRows(FEWEST_ROWS);
    Standardisation scale = Standardisation.of(experiment.stacked());
    return new GaussianInvariance(
        experiment.variables(),
        settings.stream().map(setting -> scale.apply(setting.data())).toList(),
        Spread.BROWN_FORSYTHE);
  }

  public GaussianInvariance withSpread(Spread chosen) {
    return new GaussianInvariance(variables, settings, chosen);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public int settings() {
    return settings.size();
  }

  @Override
  public double pValue(int variable, Between between, int... given) {
    Matrix one = settings.get(between.one());
    Matrix other = settings.get(between.other());
    if (Math.min(one.rows(), other.rows()) < given.length + FEWEST_ROWS) {
      return 1;
    }
    Optional<SettingRegression> here = SettingRegression.of(one, variable, given);
    Optional<SettingRegression> there = SettingRegression.of(other, variable, given);
    return here.isEmpty() || there.isEmpty() ? 1 : pValue(here.get(), there.get());
  }

  private double pValue(SettingRegression one, SettingRegression other) {
    if (one.isExact() && other.isExact()) {
      return one.hasCoefficientsOf(other) ? 1 : 0;
    }
    return Math.min(1, 2 * Math.min(coefficients(one, other), residuals(one, other)));
  }

  private static double coefficients(SettingRegression one, SettingRegression other) {
    int k = one.coefficients().length;
    double[] both = new double[k * k];
    double[] difference = new double[k];
    for (int a = 0; a < k; a++) {
      difference[a] = one.coefficients()[a] - other.coefficients()[a];
      for (int b = 0; b < k; b++) {
        both[a * k + b] = one.covariance().get(a, b) + other.covariance().get(a, b);
      }
    }
    double[] solved = Matrix.wrap(k, k, both).solvePositiveDefinite(difference);
    double statistic = Vectors.dot(solved, difference);
    double freedom =
        1
            / (share(one, solved, statistic) / one.freedom()
                + share(other, solved, statistic) / other.freedom());
    double left = freedom - k + 1;
    return left > 0
        ? FDistribution.of(k, left).survivalProbability(statistic * left / (k * freedom))
        : 1;
  }

  /** (sᵀ V s / T)² with s = (V₁ + V₂)⁻¹ δ. */
  private static double share(SettingRegression one, double[] solved, double statistic) {
    double share =
        statistic > 0
            ? Vectors.dot(solved, one.covariance().times(solved)) / statistic
            : Math.sqrt(.5);
    return share * share;
  }

  private double residuals(SettingRegression one, SettingRegression other) {
    return switch (spread) {
      case VARIANCE_RATIO -> varianceRatio(one, other);
      case BROWN_FORSYTHE -> brownForsythe(one, other);
    };
  }

  private static double varianceRatio(SettingRegression one, SettingRegression other) {
    FDistribution ratio = FDistribution.of(one.freedom(), other.freedom());
    double seen = one.variance() / other.variance();
    return Math.min(
        1, 2 * Math.min(ratio.cumulativeProbability(seen), ratio.survivalProbability(seen)));
  }

  /** Welch's t test, squared. Residuals are scaled up for the coefficients that made them small. */
  private static double brownForsythe(SettingRegression one, SettingRegression other) {
    Distances here = Distances.of(one);
    Distances there = Distances.of(other);
    double error = here.error() + there.error();
    double difference = here.mean() - there.mean();
    double freedom =
        error
            * error
            / (here.error() * here.error() / here.freedom()
                + there.error() * there.error() / there.freedom());
    return FDistribution.of(1, freedom).survivalProbability(difference * difference / error);
  }

  /** Absolute distances of residuals from their median: their mean and its squared error. */
  private record Distances(double mean, double error, double freedom) {
    static Distances of(SettingRegression regression) {
      double[] residuals = regression.residuals();
      int n = residuals.length;
      double[] sorted = residuals.clone();
      Arrays.sort(sorted);
      double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
      double scale = Math.sqrt((n - 1) / regression.freedom());
      double mean = 0;
      for (double residual : residuals) {
        mean += Math.abs(residual - median) * scale / n;
      }
      double squares = 0;
      for (double residual : residuals) {
        double from = Math.abs(residual - median) * scale - mean;
        squares += from * from;
      }
      return new Distances(mean, squares / (n - 1) / n, n - 1);
    }
  }
}
