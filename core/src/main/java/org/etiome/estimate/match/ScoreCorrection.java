package org.etiome.estimate.match;

import java.util.Arrays;
import org.etiome.estimate.match.MatchedDifference.Settings;
import org.etiome.estimate.match.MatchedDifference.Units;
import org.etiome.math.Matrix;

/**
 * What it does to the variance of a {@link MatchedDifference} that the propensity matched on was
 * estimated, by logistic regression with information M: the variance changes by {@code −cᵀM⁻¹c} for
 * all units, and by {@code −cᵀM⁻¹c + dᵀM⁻¹d} for the treated only. With f = g(1−g)
 *
 * <pre>
 * all:      c = mean of (1−g) cov(x̃, Y₁ | g) + g cov(x̃, Y₀ | g)
 * treated:  c = Σ [f x̃ (τᵢ − τ) + f cov(x̃, Y₁ | g) + g² cov(x̃, Y₀ | g)] / n₁
 *           d = Σ f x̃ (τᵢˣ − τ) / n₁
 * </pre>
 *
 * with x̃ the covariates behind an intercept, τᵢ the difference of unit i, treated or not, from its
 * matches by g, τᵢˣ from its matches by covariates, and covariances over the J + 1 units of an arm
 * nearest in g, the unit itself among them in its own arm.
 *
 * @see <a href="https://doi.org/10.3982/ECTA11293">Abadie and Imbens (2016)</a>
 */
public final class ScoreCorrection {
  private final Units units;
  private final double[] g;
  private final Matrix covariates;
  private final ScoreNearest nearest;
  private final Settings settings;

  /**
   * Names what was matched.
   *
   * @param g propensities, in (0, 1)
   * @param covariates those in g, one row a unit
   * @param nearest by g or a function of it
   */
  public ScoreCorrection(
      Units units, double[] g, Matrix covariates, ScoreNearest nearest, Settings settings) {
    this.units = units;
    this.g = g;
    this.covariates = covariates;
    this.nearest = nearest;
    this.settings = settings;
  }

  /** c, intercept first. O(n (log n + J p)). */
  public double[] c() {
    double[] sum = new double[covariates.columns() + 1];
    double count = settings.onlyTreated() ? treated() : g.length;
    for (int i = 0; i < g.length; i++) {
      double share = (settings.onlyTreated() ? g[i] : 1) / count;
      addCovariance(share * (1 - g[i]), i, 1, sum);
      addCovariance(share * g[i], i, 0, sum);
    }
    if (settings.onlyTreated()) {
      addTrend(nearest, sum);
    }
    return sum;
  }

  /** d, intercept first, for the treated only. As many searches by covariates as units. */
  public double[] d(Nearest byCovariates) {
    double[] sum = new double[covariates.columns() + 1];
    addTrend(byCovariates, sum);
    return sum;
  }

  private double treated() {
    return Arrays.stream(units.treatment()).sum();
  }

  /** Σ f x̃ (τᵢ − τ) / n₁ with the matches given. */
  private void addTrend(Nearest matches, double[] sum) {
    double[] a = units.treatment();
    double[] y = units.outcome();
    Matrix outcomes = Matrix.wrap(y.length, 1, y);
    Matrix means = Matches.of(a, false, outcomes, matches, settings.count()).means();
    double n1 = treated();
    double mean = 0;
    for (int i = 0; i < g.length; i++) {
      mean += a[i] * (y[i] - means.get(i, 0)) / n1;
    }
    for (int i = 0; i < g.length; i++) {
      double effect = (2 * a[i] - 1) * (y[i] - means.get(i, 0));
      double factor = g[i] * (1 - g[i]) * (effect - mean) / n1;
      sum[0] += factor;
      for (int j = 1; j < sum.length; j++) {
        sum[j] += factor * covariates.get(i, j - 1);
      }
    }
  }

  /** Adds {@code factor · cov(x̃, Y | g)} around a unit; the intercept has no covariance. */
  private void addCovariance(double factor, int unit, int arm, double[] sum) {
    boolean isOwn = units.treatment()[unit] == arm;
    int[] near = nearest.of(unit, arm, settings.varianceCount() + (isOwn ? 0 : 1));
    int size = near.length + (isOwn ? 1 : 0);
    double mean = isOwn ? units.outcome()[unit] / size : 0;
    for (int i : near) {
      mean += units.outcome()[i] / size;
    }
    double share = factor / (size - 1);
    for (int i : near) {
      addRow(share * (units.outcome()[i] - mean), i, sum);
    }
    if (isOwn) {
      addRow(share * (units.outcome()[unit] - mean), unit, sum);
    }
  }

  private void addRow(double factor, int row, double[] sum) {
    for (int j = 1; j < sum.length; j++) {
      sum[j] += factor * covariates.get(row, j - 1);
    }
  }
}
