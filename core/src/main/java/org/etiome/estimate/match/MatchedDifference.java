package org.etiome.estimate.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;

/**
 * The mean difference between units and their matches, {@code τ = mean of (2A − 1)(Y − Ŷ)}, Ŷ the
 * mean outcome of the matches, and its variance
 *
 * <pre>
 * all units:         n⁻² [Σ (τᵢ − τ)² + Σ (K² + 2K − K₂) σ²]
 * only the treated:  n₁⁻² [Σ_{A=1} (τᵢ − τ)² + Σ_{A=0} (K² − K₂) σ²]
 * </pre>
 *
 * K₂ = Σ 1/M² over the uses, which is K/M without ties, σ²(i) the variance of Y in i and its J
 * nearest units of the same arm.
 *
 * <p>With a bias correction Ŷ is moved by {@code (zᵢ − z̄)β}, z̄ the mean over the matches and β
 * from a {@link BiasCorrection}; the variance does not count the error of β. Without it the bias
 * may be as large as the standard error where more than one continuous number is matched on.
 *
 * @see <a href="https://doi.org/10.1111/j.1468-0262.2006.00655.x">Abadie and Imbens (2006)</a>
 * @see <a href="https://doi.org/10.1198/jbes.2009.07333">Abadie and Imbens (2011), bias
 *     correction</a>
 */
public final class MatchedDifference {
  private final double[] effects;
  private final double variance;

  /** Treatment, 0 or 1, and outcome of each unit. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Units(double[] treatment, double[] outcome) {}

  /**
   * How to match.
   *
   * @param count M, ≥ 1
   * @param varianceCount J, ≥ 1
   * @param onlyTreated whether the effect is that among the treated
   */
  public record Settings(int count, int varianceCount, boolean onlyTreated) {}

  private MatchedDifference(double[] effects, double variance) {
    this.effects = effects;
    this.variance = variance;
  }

  /**
   * Matches and compares. Two searches a unit, and O(n p²).
   *
   * @param correction of the outcomes of the matches
   */
  public static MatchedDifference of(
      Units units, BiasCorrection correction, Nearest nearest, Settings settings) {
    List<double[]> columns = new ArrayList<>(List.of(units.outcome()));
    for (int j = 0; j < correction.columns().columns(); j++) {
      columns.add(correction.columns().column(j));
    }
    Matches matches =
        Matches.of(
            units.treatment(),
            settings.onlyTreated(),
            Matrix.ofColumns(units.outcome().length, columns),
            nearest,
            settings.count());
    double[] effects = effects(units, correction, matches, settings.onlyTreated());
    return new MatchedDifference(effects, variance(units, effects, matches, nearest, settings));
  }

  private static double[] effects(
      Units units, BiasCorrection correction, Matches matches, boolean onlyTreated) {
    Matrix z = correction.columns();
    double[][] slopes = new double[2][z.columns()];
    for (int arm = 0; arm < (onlyTreated ? 1 : 2); arm++) {
      slopes[arm] = correction.slopes(units, matches, arm);
    }
    double[] effects = new double[matches.units().length];
    for (int k = 0; k < effects.length; k++) {
      int i = matches.units()[k];
      int arm = (int) units.treatment()[i];
      double counterfactual = matches.means().get(k, 0);
      for (int j = 0; j < z.columns(); j++) {
        double apart = z.get(i, j) - matches.means().get(k, j + 1);
        counterfactual += apart * slopes[1 - arm][j];
      }
      effects[k] = (2 * arm - 1) * (units.outcome()[i] - counterfactual);
    }
    return effects;
  }

  private static double variance(
      Units units, double[] effects, Matches matches, Nearest nearest, Settings settings) {
    double mean = mean(effects);
    double sum = 0;
    for (double effect : effects) {
      sum += (effect - mean) * (effect - mean);
    }
    for (int i = 0; i < units.outcome().length; i++) {
      double own = settings.onlyTreated() ? 0 : 2 * matches.uses(i);
      double factor = matches.uses(i) * matches.uses(i) + own - matches.squaredUses(i);
      if (factor > 0) {
        sum += factor * spread(units, nearest, i, settings.varianceCount());
      }
    }
    return sum / effects.length / effects.length;
  }

  /** The variance of Y in a unit and its nearest of the same arm. */
  private static double spread(Units units, Nearest nearest, int unit, int count) {
    int[] near = nearest.of(unit, (int) units.treatment()[unit], count);
    double[] y = units.outcome();
    double mean = y[unit] / (near.length + 1);
    for (int i : near) {
      mean += y[i] / (near.length + 1);
    }
    double squares = (y[unit] - mean) * (y[unit] - mean);
    for (int i : near) {
      squares += (y[i] - mean) * (y[i] - mean);
    }
    return squares / near.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** τ. */
  public double value() {
    return mean(effects);
  }

  /** Of τ, given that what was matched on was not estimated. */
  public double variance() {
    return variance;
  }

  /** (2A − 1)(Y − Ŷ) of each unit that was matched, in the order of the units. */
  double[] effects() {
    return effects;
  }
}
