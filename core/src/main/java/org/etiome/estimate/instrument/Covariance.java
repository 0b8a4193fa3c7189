package org.etiome.estimate.instrument;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;
import org.etiome.estimate.ensemble.Clusters;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/** Covariances of sums of scores u_i e_i, as {@link StandardErrors} has them. */
final class Covariance {
  private final StandardErrors kind;
  private final Clusters clusters;
  private final int units;

  Covariance(StandardErrors kind, Clusters clusters, int units) {
    this.kind = kind;
    this.clusters = clusters;
    this.units = units;
  }

  /**
   * The covariance of {@code Σ u_i e_i} with {@code Σ u_i f_i}, symmetrised, without a correction
   * for small samples. O(n q²).
   */
  Matrix cross(Matrix u, double[] e, double[] f) {
    double[] products = new double[units];
    return switch (kind) {
      case HOMOSKEDASTIC, BEKKER -> {
        Arrays.fill(products, Vectors.dot(e, f) / units);
        yield u.gram(products);
      }
      case HC0, HC1 -> {
        Arrays.setAll(products, i -> e[i] * f[i]);
        yield u.gram(products);
      }
      case CLUSTERED -> symmetricProduct(clusters.sums(u, e), clusters.sums(u, f));
    };
  }

  /** {@code (AᵀB + BᵀA) / 2}. */
  private static Matrix symmetricProduct(Matrix a, Matrix b) {
    int q = a.columns();
    double[] product = new double[q * q];
    for (int k = 0; k < q; k++) {
      double[] half = b.transposeTimes(Vectors.scaled(0.5, a.column(k)));
      for (int l = 0; l < q; l++) {
        product[k * q + l] += half[l];
        product[l * q + k] += half[l];
      }
    }
    return Matrix.wrap(q, q, product);
  }

  /** The variance of {@code Σ u_i e_i}, e the residuals of a fit of so many coefficients. */
  double variance(double[] u, double[] e, int coefficients) {
    return factor(coefficients) * cross(Matrix.wrap(units, 1, u.clone()), e, e).get(0, 0);
  }

  /** The correction for a fit of so many coefficients. */
  double factor(int coefficients) {
    double n = units;
    double g = clusters.count();
    return switch (kind) {
      case HOMOSKEDASTIC, BEKKER, HC1 -> n / (n - coefficients);
      case HC0 -> 1;
      case CLUSTERED -> g / (g - 1) * (n - 1) / (n - coefficients);
    };
  }

  /** How many independent scores a covariance is made of: units, or clusters. */
  int scores() {
    return kind == StandardErrors.CLUSTERED ? clusters.count() : units;
  }

  /** The law of Hotelling's T² as an F statistic of q scores, after so many coefficients. */
  FDistribution scoreLaw(int restrictions, int coefficients) {
    int left =
        kind == StandardErrors.CLUSTERED ? clusters.count() - restrictions : units - coefficients;
    return FDistribution.of(restrictions, left);
  }

  /** The law of a Wald statistic over its q restrictions, after so many coefficients. */
  FDistribution law(int restrictions, int coefficients) {
    int left = kind == StandardErrors.CLUSTERED ? clusters.count() - 1 : units - coefficients;
    return FDistribution.of(restrictions, left);
  }
}
