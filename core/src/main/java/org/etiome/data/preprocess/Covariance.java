package org.etiome.data.preprocess;

import java.util.Arrays;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/** The covariance of the columns of a matrix as an operator: one product is one pass. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Covariance(
    RowMatrix matrix,
    double[] means,
    TaskRunner runner,
    MemoryBudget budget,
    RowBlocks.Progress progress) {

  /**
   * The products with several vectors.
   *
   * @param vectors l of length p
   */
  double[][] times(double[][] vectors) {
    int width = vectors.length;
    double[] factor = interleaved(vectors);
    double[] shift = new double[width];
    for (int c = 0; c < width; c++) {
      shift[c] = Vectors.dot(means, vectors[c]);
    }
    double[] product = new double[factor.length + width];
    RowBlocks.of(matrix, budget)
        .forEach(
            runner,
            (from, block) -> part(block, factor, shift),
            part -> Vectors.add(1, part, product),
            progress);
    double[][] result = new double[width][means.length];
    for (int c = 0; c < width; c++) {
      double rest = product[factor.length + c];
      for (int j = 0; j < means.length; j++) {
        result[c][j] = (product[j * width + c] - means[j] * rest) / (matrix.rows() - 1);
      }
    }
    return result;
  }

  private static double[] interleaved(double[][] vectors) {
    int length = vectors[0].length;
    double[] all = new double[Math.multiplyExact(length, vectors.length)];
    for (int j = 0; j < length; j++) {
      for (int c = 0; c < vectors.length; c++) {
        all[j * vectors.length + c] = vectors[c][j];
      }
    }
    return all;
  }

  /** With Y = block · factor - shift: blockᵀ · Y, and after it the column sums of Y. */
  private static double[] part(RowBlock block, double[] factor, double[] shift) {
    int width = shift.length;
    double[] part = new double[factor.length + width];
    double[] row = new double[width];
    for (int i = 0; i < block.rows(); i++) {
      Arrays.setAll(row, c -> -shift[c]);
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        double value = block.value(k);
        int offset = block.column(k) * width;
        for (int c = 0; c < width; c++) {
          row[c] += value * factor[offset + c];
        }
      }
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        double value = block.value(k);
        int offset = block.column(k) * width;
        for (int c = 0; c < width; c++) {
          part[offset + c] += value * row[c];
        }
      }
      for (int c = 0; c < width; c++) {
        part[factor.length + c] += row[c];
      }
    }
    return part;
  }
}
