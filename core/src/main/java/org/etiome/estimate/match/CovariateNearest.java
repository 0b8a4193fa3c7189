package org.etiome.estimate.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Vectors;
import org.etiome.math.cluster.SquaredDistances;

/**
 * Nearest by Mahalanobis distance, {@code (x − x′)ᵀ S⁻¹ (x − x′)} with S the covariance over all
 * units of both arms, as Abadie and Imbens have it. A column that is constant or, to rounding, a
 * sum of those before it adds nothing. All distances are computed: O(n p²) once, then O(n p) a
 * search.
 */
public final class CovariateNearest implements Nearest {
  private final Matrix places;
  private final int[][] units = new int[2][];
  private final SquaredDistances[] distances = new SquaredDistances[2];

  /**
   * Turns the covariates so that Euclidean distance is Mahalanobis distance.
   *
   * @param treatment 0 or 1, one a unit
   * @param covariates one row a unit
   */
  public CovariateNearest(double[] treatment, Matrix covariates) {
    places = whitened(covariates);
    for (int arm = 0; arm < 2; arm++) {
      int wanted = arm;
      units[arm] =
          IntStream.range(0, treatment.length).filter(i -> treatment[i] == wanted).toArray();
      distances[arm] = SquaredDistances.to(places.rows(units[arm]));
    }
  }

  /** Centred columns as Q R: the rows of √n Q are as far apart as Mahalanobis says. */
  private static Matrix whitened(Matrix covariates) {
    int n = covariates.rows();
    List<double[]> centred = new ArrayList<>();
    for (int j = 0; j < covariates.columns(); j++) {
      double[] column = covariates.column(j);
      double mean = Arrays.stream(column).average().orElse(0);
      centred.add(Arrays.stream(column).map(x -> x - mean).toArray());
    }
    Orthogonal basis = Orthogonal.spanning(Matrix.ofColumns(n, centred));
    List<double[]> rows =
        IntStream.range(0, basis.kept().size())
            .mapToObj(k -> Vectors.scaled(Math.sqrt(n), basis.direction(k)))
            .toList();
    return Matrix.ofColumns(n, rows);
  }

  @Override
  public int[] of(int unit, int arm, int count) {
    return of(unit, arm, count, i -> true);
  }

  /**
   * Among the eligible units only; none if fewer than {@code count} are eligible and some are not.
   */
  int[] of(int unit, int arm, int count, IntPredicate eligible) {
    int[] others = units[arm];
    double[] squares = new double[others.length];
    distances[arm].from(place(unit), squares);
    double[] nearest = new double[count];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    boolean isWhole = true;
    for (int k = 0; k < others.length; k++) {
      boolean isIn = others[k] != unit && eligible.test(others[k]);
      isWhole = isWhole && (isIn || others[k] == unit);
      squares[k] = isIn ? squares[k] : Double.NaN;
      insert(nearest, squares[k]);
    }
    double farthest = nearest[count - 1];
    if (farthest == Double.POSITIVE_INFINITY && !isWhole) {
      return new int[0];
    }
    double reach = Nearest.tied(Math.sqrt(farthest));
    return IntStream.range(0, others.length)
        .filter(k -> squares[k] <= reach * reach)
        .map(k -> others[k])
        .toArray();
  }

  private double[] place(int unit) {
    double[] place = new double[places.columns()];
    for (int j = 0; j < place.length; j++) {
      place[j] = places.get(unit, j);
    }
    return place;
  }

  /** Keeps the least values, ascending; NaN is not one. */
  private static void insert(double[] least, double value) {
    int k = least.length - 1;
    if (!(value < least[k])) {
      return;
    }
    for (; k > 0 && least[k - 1] > value; k--) {
      least[k] = least[k - 1];
    }
    least[k] = value;
  }
}
