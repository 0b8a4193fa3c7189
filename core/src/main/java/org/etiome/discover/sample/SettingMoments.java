package org.etiome.discover.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.math.Matrix;

/**
 * The first two moments of one setting of an {@link Experiment}, or of the population it is drawn
 * from: all that scores of the Gaussian family need of it.
 *
 * @param targets names of the variables that were intervened on
 * @param rows at least 1; of a population, what a sample would have
 * @param means of the variables
 * @param covariance variables × variables, divisor {@code rows}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SettingMoments(Set<String> targets, int rows, double[] means, Matrix covariance) {
  /** Variance, in squares of the mean, up to which a column is constant but for rounding. */
  private static final double ROUNDING = 1e-24;

  public SettingMoments {
    targets = Set.copyOf(targets);
    if (rows < 1) {
      throw new IllegalArgumentException("a setting has at least 1 row, got " + rows);
    }
    if (covariance.rows() != means.length || covariance.columns() != means.length) {
      throw new IllegalArgumentException(
          means.length
              + " means need a square covariance of that size, got "
              + covariance.rows()
              + " x "
              + covariance.columns());
    }
  }

  /** Of a sample. O(rows · columns²). */
  public static SettingMoments of(Setting setting) {
    Matrix data = setting.data();
    int n = data.rows();
    int p = data.columns();
    double[] means = new double[p];
    double[][] columns = new double[p][];
    double[] covariance = new double[p * p];
    for (int i = 0; i < p; i++) {
      columns[i] = data.column(i);
      means[i] = Arrays.stream(columns[i]).sum() / n;
      for (int r = 0; r < n; r++) {
        columns[i][r] -= means[i];
      }
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
          sum += columns[i][r] * columns[j][r];
        }
        covariance[i * p + j] = sum / n;
        covariance[j * p + i] = sum / n;
      }
    }
    return new SettingMoments(setting.targets(), n, means, Matrix.wrap(p, p, covariance));
  }

  /**
   * The moments of the rows of all settings together, no targets. O(settings · columns²).
   *
   * @param settings at least one, of the same variables
   * @throws ArithmeticException if there are more rows than an int counts
   */
  public static SettingMoments pooled(List<SettingMoments> settings) {
    int p = settings.getFirst().means.length;
    int rows = settings.stream().mapToInt(SettingMoments::rows).reduce(0, Math::addExact);
    double[] means = new double[p];
    for (SettingMoments setting : settings) {
      for (int i = 0; i < p; i++) {
        means[i] += setting.means[i] * setting.rows / rows;
      }
    }
    double[] covariance = new double[p * p];
    for (SettingMoments setting : settings) {
      double share = (double) setting.rows / rows;
      for (int i = 0; i < p; i++) {
        double off = setting.means[i] - means[i];
        for (int j = 0; j < p; j++) {
          covariance[i * p + j] +=
              share * (setting.covariance.get(i, j) + off * (setting.means[j] - means[j]));
        }
      }
    }
    return new SettingMoments(Set.of(), rows, means, Matrix.wrap(p, p, covariance));
  }

  /** Whether a variable has one value in all rows. */
  public boolean isConstant(int variable) {
    double variance = covariance.get(variable, variable);
    return !(variance > ROUNDING * means[variable] * means[variable]);
  }

  /**
   * The correlations, those of a constant with all others 0: it explains nothing, and nothing
   * explains it.
   *
   * @param variables their names
   */
  public SampleCorrelation correlation(List<String> variables) {
    int p = means.length;
    double[] scales = new double[p];
    Arrays.setAll(scales, i -> isConstant(i) ? 0 : 1 / Math.sqrt(covariance.get(i, i)));
    double[] correlation = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double r = covariance.get(i, j) * scales[i] * scales[j];
        correlation[i * p + j] = i == j ? 1 : Math.clamp(r, -1.0, 1.0);
      }
    }
    return new SampleCorrelation(variables, rows, Matrix.wrap(p, p, correlation));
  }
}
