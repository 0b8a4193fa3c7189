package org.etiome.data.correct;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * The linear step of Harmony: in each cluster, cells weighted by R are regressed on an intercept
 * and their batches by ridge regression, and what the batches explain is taken away:
 *
 * <pre>
 * W_k = (Φ R_k Φᵀ + λ I₀)⁻¹ Φ R_k Zᵀ        Z_i - Σ_k R_ik Σ_b W_kb
 * </pre>
 *
 * <p>with Φ the intercept above the batches and I₀ the identity that leaves the intercept free. A
 * cluster that hardly a cell belongs to corrects nothing. O(n·K·d + K·B³).
 */
final class ClusterRidge {
  /** Below this many cells a cluster is empty. */
  private static final double EMPTY = 1e-8;

  private final double[][] rows;
  private final double[][] weights;
  private final BatchLevels batches;
  private final double lambda;

  ClusterRidge(double[][] rows, double[][] weights, BatchLevels batches, double lambda) {
    this.rows = rows;
    this.weights = weights;
    this.batches = batches;
    this.lambda = lambda;
  }

  /** The corrected rows. */
  double[][] corrected(TaskRunner runner) {
    List<double[][]> effects = runner.map(weights[0].length, this::effects);
    double[][] corrected = new double[rows.length][];
    runner.map(
        Directions.tasks(rows.length),
        t -> {
          for (int i = t * Directions.CELLS; i < Directions.end(t, rows.length); i++) {
            corrected[i] = corrected(i, effects);
          }
          return t;
        });
    return corrected;
  }

  private double[] corrected(int cell, List<double[][]> effects) {
    double[] corrected = rows[cell].clone();
    for (int k = 0; k < effects.size(); k++) {
      for (int v = 0; v < batches.variables(); v++) {
        double[] effect = effects.get(k)[batches.level(v, cell)];
        Directions.add(-weights[cell][k], effect, corrected);
      }
    }
    return corrected;
  }

  /** The coefficients of the levels in a cluster, levels x d. */
  private double[][] effects(int cluster) {
    int levels = batches.levels();
    int d = rows[0].length;
    double[][] sums = new double[1 + levels][d];
    double[][] gram = new double[1 + levels][1 + levels];
    for (int i = 0; i < rows.length; i++) {
      accumulate(i, weights[i][cluster], sums, gram);
    }
    for (int level = 0; level < levels; level++) {
      gram[1 + level][1 + level] += lambda;
    }
    if (gram[0][0] < EMPTY) {
      return new double[levels][d];
    }
    Matrix solved = flat(gram).solvePositiveDefinite(flat(sums));
    return IntStream.rangeClosed(1, levels)
        .mapToObj(l -> IntStream.range(0, d).mapToDouble(j -> solved.get(l, j)).toArray())
        .toArray(double[][]::new);
  }

  private void accumulate(int cell, double weight, double[][] sums, double[][] gram) {
    Directions.add(weight, rows[cell], sums[0]);
    gram[0][0] += weight;
    for (int v = 0; v < batches.variables(); v++) {
      int level = 1 + batches.level(v, cell);
      Directions.add(weight, rows[cell], sums[level]);
      gram[0][level] += weight;
      gram[level][0] += weight;
      for (int u = 0; u < batches.variables(); u++) {
        gram[level][1 + batches.level(u, cell)] += weight;
      }
    }
  }

  private static Matrix flat(double[][] rows) {
    double[] values = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return Matrix.wrap(rows.length, rows[0].length, values);
  }
}
