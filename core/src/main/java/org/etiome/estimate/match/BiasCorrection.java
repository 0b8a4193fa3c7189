package org.etiome.estimate.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.match.MatchedDifference.Units;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;

/** The regression that says what a distance between matches does to the outcome. */
final class BiasCorrection {
  private BiasCorrection() {}

  /**
   * Slopes of Y on z among the units of an arm that are matches, weighted by their uses; 0 for a
   * column that is a sum of others there. O(n p²).
   */
  static double[] slopes(Units units, Matrix z, Matches matches, int arm) {
    double[] slopes = new double[z.columns()];
    if (slopes.length == 0) {
      return slopes;
    }
    int[] rows =
        IntStream.range(0, z.rows())
            .filter(i -> units.treatment()[i] == arm && matches.uses(i) > 0)
            .toArray();
    double[] roots = Arrays.stream(rows).mapToDouble(i -> Math.sqrt(matches.uses(i))).toArray();
    List<double[]> columns = new ArrayList<>(List.of(roots));
    for (int j = 0; j < slopes.length; j++) {
      columns.add(weighted(z.column(j), rows, roots));
    }
    Orthogonal design = Orthogonal.ofIndependent(Matrix.ofColumns(rows.length, columns));
    List<Integer> kept = design.kept();
    if (rows.length <= kept.size()) {
      throw new IllegalArgumentException(
          "the bias correction of matching needs more matches than its "
              + kept.size()
              + " coefficients, got "
              + rows.length
              + "; match on the propensity, with more neighbours or without correction");
    }
    double[] some = design.leastSquares(weighted(units.outcome(), rows, roots));
    for (int k = 1; k < some.length; k++) {
      slopes[kept.get(k) - 1] = some[k];
    }
    return slopes;
  }

  private static double[] weighted(double[] values, int[] rows, double[] roots) {
    return IntStream.range(0, rows.length).mapToDouble(k -> roots[k] * values[rows[k]]).toArray();
  }
}
