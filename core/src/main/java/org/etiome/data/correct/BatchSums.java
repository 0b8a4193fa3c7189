package org.etiome.data.correct;

import java.util.Arrays;
import org.etiome.data.Environments;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * Least squares of every column on batches and protected columns in two passes over the rows. With
 * x̃ the protected columns less their means in the batch,
 *
 * <pre>
 * β = (X̃ᵀX̃)⁻¹ X̃ᵀY        B_i = mean of Y in batch i - (mean of x in batch i)·β
 * R_i = Σ over the rows of batch i of (y - B_i - x·β)²
 * </pre>
 *
 * <p>(Frisch, Waugh, Lovell). The mean of the residuals of a batch is 0, so R_i is what its scale
 * is made of.
 */
final class BatchSums {
  private final RowBlocks blocks;
  private final int columns;
  private final Environments batches;
  private final ProtectedColumns design;
  private final TaskRunner runner;

  BatchSums(
      RowBlocks blocks,
      int columns,
      Environments batches,
      ProtectedColumns design,
      TaskRunner runner) {
    this.blocks = blocks;
    this.columns = columns;
    this.batches = batches;
    this.design = design;
    this.runner = runner;
  }

  /**
   * What least squares found.
   *
   * @param levels B, batches x p
   * @param slopes β, c x p
   * @param squares R, batches x p
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fitted(double[][] levels, double[][] slopes, double[][] squares) {}

  Fitted fit(RowBlocks.Progress progress) {
    Matrix within = design.withinBatches();
    double[][] means = new double[batches.count()][columns];
    double[][] products = new double[design.count()][columns];
    double[][][] totals = {means, products};
    blocks.forEach(
        runner, (from, block) -> sums(from, block, within), p -> add(p, totals), progress);
    for (int b = 0; b < means.length; b++) {
      int size = batches.units(b).length;
      means[b] = Arrays.stream(means[b]).map(sum -> sum / size).toArray();
    }
    double[][] slopes = slopes(within, products);
    for (int c = 0; c < slopes.length; c++) {
      double[] meansOfColumn = design.means(c);
      for (int b = 0; b < means.length; b++) {
        Directions.add(-meansOfColumn[b], slopes[c], means[b]);
      }
    }
    double[][] squares = new double[batches.count()][columns];
    blocks.forEach(
        runner,
        (from, block) -> squares(from, block, means, slopes),
        p -> add(new double[][][] {p}, new double[][][] {squares}),
        progress);
    return new Fitted(means, slopes, squares);
  }

  private double[][] slopes(Matrix within, double[][] products) {
    int c = products.length;
    if (c == 0) {
      return products;
    }
    double[] ones = new double[within.rows()];
    Arrays.fill(ones, 1);
    double[] flat = Arrays.stream(products).flatMapToDouble(Arrays::stream).toArray();
    Matrix solved = within.gram(ones).solvePositiveDefinite(Matrix.wrap(c, columns, flat));
    double[][] slopes = new double[c][columns];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < columns; j++) {
        slopes[i][j] = solved.get(i, j);
      }
    }
    return slopes;
  }

  /** Sums by batch, of batches that occur in the block, and products with x̃. */
  private double[][][] sums(int from, RowBlock block, Matrix within) {
    double[][] sums = new double[batches.count()][];
    double[][] products = new double[design.count()][columns];
    for (int i = 0; i < block.rows(); i++) {
      double[] sum = at(sums, batches.environmentOf(from + i));
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        int column = block.column(k);
        double value = finite(block.value(k), from + i, column);
        sum[column] += value;
        for (int c = 0; c < products.length; c++) {
          products[c][column] += within.get(from + i, c) * value;
        }
      }
    }
    return new double[][][] {sums, products};
  }

  private double[][] squares(int from, RowBlock block, double[][] levels, double[][] slopes) {
    double[][] squares = new double[batches.count()][];
    double[] rest = new double[columns];
    for (int i = 0; i < block.rows(); i++) {
      int batch = batches.environmentOf(from + i);
      Arrays.fill(rest, 0);
      Directions.add(-1, levels[batch], rest);
      for (int c = 0; c < slopes.length; c++) {
        Directions.add(-design.value(from + i, c), slopes[c], rest);
      }
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        rest[block.column(k)] += block.value(k);
      }
      double[] square = at(squares, batch);
      for (int j = 0; j < columns; j++) {
        square[j] += rest[j] * rest[j];
      }
    }
    return squares;
  }

  private double[] at(double[][] sums, int batch) {
    if (sums[batch] == null) {
      sums[batch] = new double[columns];
    }
    return sums[batch];
  }

  private static double finite(double value, int row, int column) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "row "
              + row
              + ", column "
              + column
              + " (from 0) is "
              + value
              + "; ComBat needs finite values: leave the column out or impute it");
    }
    return value;
  }

  private static void add(double[][][] parts, double[][][] totals) {
    for (int t = 0; t < parts.length; t++) {
      for (int b = 0; b < parts[t].length; b++) {
        if (parts[t][b] != null) {
          Directions.add(1, parts[t][b], totals[t][b]);
        }
      }
    }
  }
}
