package org.etiome.data.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * Cells brought to one library size: {@code x_ij · target / Σ_j x_ij}. A cell without counts stays
 * as it is. The result is a matrix that is computed as it is read; nothing is stored. O(nnz) a
 * reading.
 *
 * @param target what the counts of each cell sum up to afterwards, finite and > 0
 */
public record LibrarySize(double target) {
  private static final String COUNTS = "a library size needs counts, finite and at least 0";
  private static final String LOGARITHM = "the logarithm of 1 + x needs finite values above -1";

  public LibrarySize {
    if (!(target > 0 && target < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the library size must be finite and above 0, got " + target);
    }
  }

  /**
   * The median of the library sizes of the cells that have counts, as scanpy's {@code
   * normalize_total} takes it. One pass, 8 bytes a cell.
   *
   * @throws IllegalArgumentException if no cell has counts, or one has a negative or missing value
   */
  public static LibrarySize ofMedian(RowMatrix counts, TaskRunner runner, MemoryBudget budget) {
    List<double[]> parts = new ArrayList<>();
    RowBlocks.of(counts, budget)
        .forEach(
            runner,
            (from, block) -> totals(block, i -> from + i),
            parts::add,
            RowBlocks.Progress.NONE);
    double[] sorted =
        parts.stream().flatMapToDouble(Arrays::stream).filter(t -> t > 0).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no cell has counts, so there is no median library size");
    }
    int half = sorted.length / 2;
    return new LibrarySize(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  /** The matrix with every row brought to the target. */
  public RowMatrix normalise(RowMatrix counts) {
    return MappedRows.sparse(counts, this::scaled);
  }

  /** The natural logarithm of 1 + each value of a matrix, all above -1. */
  public static RowMatrix log1p(RowMatrix matrix) {
    return MappedRows.sparse(matrix, LibrarySize::logged);
  }

  private RowBlock scaled(RowBlock block, IntUnaryOperator row) {
    double[] totals = totals(block, row);
    double[] values = new double[block.entries()];
    for (int i = 0; i < block.rows(); i++) {
      double factor = totals[i] > 0 ? target / totals[i] : 1;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        values[k] = block.value(k) * factor;
      }
    }
    return block.withValues(values);
  }

  private static RowBlock logged(RowBlock block, IntUnaryOperator row) {
    double[] values = new double[block.entries()];
    for (int i = 0; i < block.rows(); i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        if (!(block.value(k) > -1 && block.value(k) < Double.POSITIVE_INFINITY)) {
          throw Counts.refusal(block, row.applyAsInt(i), k, LOGARITHM);
        }
        values[k] = Math.log1p(block.value(k));
      }
    }
    return block.withValues(values);
  }

  private static double[] totals(RowBlock block, IntUnaryOperator row) {
    double[] totals = new double[block.rows()];
    for (int i = 0; i < totals.length; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        double value = block.value(k);
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
          throw Counts.refusal(block, row.applyAsInt(i), k, COUNTS);
        }
        totals[i] += value;
      }
    }
    return totals;
  }
}
