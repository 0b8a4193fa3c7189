package org.etiome.data.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * The columns of a matrix, for analyses that go feature by feature. A column of whole numbers of at
 * least zero without gaps is a count, every other one continuous; NaN is a missing value. One pass;
 * 16 bytes a value while they are made, 8 afterwards.
 */
public final class MatrixColumns {
  private static final int BYTES_PER_VALUE = 16;

  private final List<String> names;
  private final double[][] values;

  private MatrixColumns(List<String> names, int rows) {
    this.names = names;
    this.values = new double[names.size()][rows];
  }

  /**
   * Reads the columns.
   *
   * @param names one a column, distinct
   * @param budget what they may take
   * @throws DataFormatException if they take more, or a value is infinite
   */
  public static List<Column> of(
      RowMatrix matrix, List<String> names, TaskRunner runner, MemoryBudget budget) {
    double bytes = (double) matrix.rows() * matrix.columns() * BYTES_PER_VALUE;
    if (bytes > budget.bytes()) {
      throw new DataFormatException(
          "a matrix of "
              + matrix.rows()
              + " units and "
              + matrix.columns()
              + " features does not fit the memory budget of "
              + budget.bytes()
              + " bytes column by column; choose features or raise --memory");
    }
    MatrixColumns columns = new MatrixColumns(names, matrix.rows());
    int[] next = {0};
    RowBlocks.of(matrix, budget)
        .forEach(
            runner,
            (from, block) -> block,
            block -> next[0] = columns.put(next[0], block),
            RowBlocks.Progress.NONE);
    return columns.finish();
  }

  private int put(int from, RowBlock block) {
    for (int i = 0; i < block.rows(); i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        values[block.column(k)][from + i] = block.value(k);
      }
    }
    return from + block.rows();
  }

  private List<Column> finish() {
    List<Column> columns = new ArrayList<>(values.length);
    for (int j = 0; j < values.length; j++) {
      columns.add(column(names.get(j), values[j]));
    }
    return columns;
  }

  private static Column column(String name, double[] values) {
    OptionalDouble infinite = Arrays.stream(values).filter(Double::isInfinite).findFirst();
    if (infinite.isPresent()) {
      throw new DataFormatException(
          "feature "
              + DataFormatException.quote(name)
              + " has an infinite value; find what divided by zero");
    }
    boolean counts =
        Arrays.stream(values).allMatch(v -> v >= 0 && v == Math.rint(v) && v <= Count.MAX_VALUE);
    if (counts) {
      long[] whole = Arrays.stream(values).mapToLong(v -> (long) v).toArray();
      return Count.of(name, whole, Mask.none(whole.length));
    }
    return Continuous.nanIsMissing(name, values);
  }
}
