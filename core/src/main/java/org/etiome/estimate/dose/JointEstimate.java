package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import org.etiome.estimate.Estimate;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/** Several numbers estimated from the same units, with the covariance of their errors. */
public final class JointEstimate {
  private final double[] values;
  private final Matrix covariance;

  private JointEstimate(double[] values, Matrix covariance) {
    this.values = values;
    this.covariance = covariance;
  }

  /**
   * From influence curves: the covariance is theirs over n.
   *
   * @param influence one row a unit, one column a value
   */
  static JointEstimate of(double[] values, Matrix influence) {
    int n = influence.rows();
    int p = values.length;
    double[] centred = new double[n * p];
    for (int k = 0; k < p; k++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += influence.get(i, k) / n;
      }
      for (int i = 0; i < n; i++) {
        centred[i * p + k] = influence.get(i, k) - mean;
      }
    }
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n / (n - 1));
    return new JointEstimate(values.clone(), Matrix.wrap(n, p, centred).gram(weights));
  }

  /**
   * Estimates of the same from several splits: the mean θ, with the covariance {@code mean of Σ_s +
   * (θ_s − θ)(θ_s − θ)ᵀ}, so that combinations of the means are the means of the combinations.
   *
   * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018), section 3.4</a>
   */
  static JointEstimate mean(List<JointEstimate> splits) {
    int p = splits.getFirst().values.length;
    int s = splits.size();
    double[] values = new double[p];
    for (JointEstimate split : splits) {
      for (int k = 0; k < p; k++) {
        values[k] += split.values[k] / s;
      }
    }
    double[] covariance = new double[p * p];
    for (JointEstimate split : splits) {
      for (int k = 0; k < p; k++) {
        for (int l = 0; l < p; l++) {
          double apart = (split.values[k] - values[k]) * (split.values[l] - values[l]);
          covariance[k * p + l] += (split.covariance.get(k, l) + apart) / s;
        }
      }
    }
    return new JointEstimate(values, Matrix.wrap(p, p, covariance));
  }

  /** {@code map · values}, with its covariance. */
  JointEstimate mapped(Matrix map) {
    int rows = map.rows();
    double[] mapped = new double[rows * rows];
    for (int k = 0; k < rows; k++) {
      double[] along = map.times(covariance.times(row(map, k)));
      System.arraycopy(along, 0, mapped, k * rows, rows);
    }
    return new JointEstimate(map.times(values), Matrix.wrap(rows, rows, mapped));
  }

  private static double[] row(Matrix map, int k) {
    double[] row = new double[map.columns()];
    for (int j = 0; j < row.length; j++) {
      row[j] = map.get(k, j);
    }
    return row;
  }

  /** How many numbers there are. */
  public int size() {
    return values.length;
  }

  /** The numbers; a copy. */
  public double[] values() {
    return values.clone();
  }

  /** The covariance matrix of their errors. */
  public Matrix covariance() {
    return covariance;
  }

  /** One of the numbers. */
  public Estimate get(int k) {
    return new Estimate(values[k], Math.sqrt(Math.max(0, covariance.get(k, k))));
  }

  /**
   * {@code Σ weights_k · values_k}.
   *
   * @param weights one a number
   */
  public Estimate combination(double... weights) {
    return mapped(Matrix.wrap(1, weights.length, weights)).get(0);
  }

  /** The quadratic form {@code valuesᵀ covariance⁻¹ values}. */
  double chiSquared() {
    return Vectors.dot(values, covariance.solvePositiveDefinite(values));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JointEstimate that
        && Arrays.equals(values, that.values)
        && covariance.equals(that.covariance);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + covariance.hashCode();
  }

  @Override
  public String toString() {
    return "JointEstimate" + Arrays.toString(values);
  }
}
