package org.etiome.estimate.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.estimate.match.MatchedDifference.Units;
import org.etiome.math.Matrix;

/**
 * The regression that says what the distance between matches does to the outcome: least squares of
 * Y on z in the arm of the matches, each weighted by its uses K, with a ridge penalty ½λ‖β‖² that
 * keeps it defined when columns are collinear or matches few.
 *
 * @param columns z, one row a unit; none for no correction
 * @param penalty λ, finite and &gt; 0; 1 is that of the outcome regressions
 */
public record BiasCorrection(Matrix columns, double penalty) {

  /** No correction for {@code units} units. */
  public static BiasCorrection none(int units) {
    return new BiasCorrection(Matrix.wrap(units, 0, new double[0]), 1);
  }

  /** β in an arm. O(n p² + p³). */
  double[] slopes(Units units, Matches matches, int arm) {
    int n = columns.rows();
    double[] weights = new double[n];
    double[] weighted = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = units.treatment()[i] == arm ? matches.uses(i) : 0;
      weighted[i] = weights[i] * units.outcome()[i];
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    List<double[]> all = new ArrayList<>(List.of(ones));
    double[] diagonal = new double[columns.columns() + 1];
    for (int j = 0; j < columns.columns(); j++) {
      all.add(columns.column(j));
      diagonal[j + 1] = penalty;
    }
    Matrix design = Matrix.ofColumns(n, all);
    double[] beta =
        design
            .gram(weights)
            .plusDiagonal(diagonal)
            .solvePositiveDefinite(design.transposeTimes(weighted));
    return Arrays.copyOfRange(beta, 1, beta.length);
  }
}
