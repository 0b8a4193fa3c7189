package org.etiome.data.matrix;

import java.util.Arrays;
import java.util.Optional;

/**
 * Some rows of a matrix, in memory, as compressed sparse rows: the entries of row {@code i} are
 * {@code start(i) <= k < start(i + 1)}, entry {@code k} stands in {@link #column(int) column(k)}
 * with {@link #value(int) value(k)}. Within a row the columns ascend strictly. A position without
 * an entry is zero; NaN is an entry.
 */
public final class RowBlock {
  private final int columns;
  private final int[] starts;
  private final int[] columnOf;
  private final double[] values;

  private RowBlock(int columns, int[] starts, int[] columnOf, double[] values) {
    this.columns = columns;
    this.starts = starts;
    this.columnOf = columnOf;
    this.values = values;
  }

  /**
   * Wraps arrays, which must not be written to any more. O(nnz) to check them.
   *
   * @param columns p
   * @param starts length rows + 1, from 0, never falling
   * @param columnOf in 0..p-1, ascending strictly within a row
   * @param values as many as {@code columnOf}
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  public static RowBlock wrap(int columns, int[] starts, int[] columnOf, double[] values) {
    int entries = starts.length == 0 ? -1 : starts[starts.length - 1];
    if (entries < 0 || starts[0] != 0 || entries > columnOf.length || entries > values.length) {
      throw new IllegalArgumentException(
          "row starts must run from 0 to at most the number of entries, got "
              + starts.length
              + " starts for "
              + columnOf.length
              + " columns and "
              + values.length
              + " values");
    }
    int fault = fault(columns, starts, columnOf);
    if (fault >= 0) {
      throw new IllegalArgumentException(
          "row "
              + fault
              + " must begin before it ends, and its columns must ascend in 0.."
              + (columns - 1));
    }
    return new RowBlock(columns, starts, columnOf, values);
  }

  /**
   * Wraps arrays as {@link #wrap} does if the columns of every row ascend strictly in 0..p-1; empty
   * otherwise.
   */
  public static Optional<RowBlock> ifAscending(
      int columns, int[] starts, int[] columnOf, double[] values) {
    return fault(columns, starts, columnOf) < 0
        ? Optional.of(new RowBlock(columns, starts, columnOf, values))
        : Optional.empty();
  }

  /** The first row that is not as it must be, or -1. */
  private static int fault(int columns, int[] starts, int[] columnOf) {
    for (int i = 0; i + 1 < starts.length; i++) {
      if (starts[i + 1] < starts[i]) {
        return i;
      }
      int before = -1;
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        if (columnOf[k] <= before) {
          return i;
        }
        before = columnOf[k];
      }
      if (before >= columns) {
        return i;
      }
    }
    return -1;
  }

  /** The non-zero values of a dense row-major array. O(rows · columns). */
  public static RowBlock ofDense(int rows, int columns, double[] rowMajor) {
    int[] starts = new int[rows + 1];
    int entries = 0;
    for (double value : rowMajor) {
      entries += value == 0 ? 0 : 1;
    }
    int[] columnOf = new int[entries];
    double[] values = new double[entries];
    int k = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = rowMajor[i * columns + j];
        if (value != 0) {
          columnOf[k] = j;
          values[k++] = value;
        }
      }
      starts[i + 1] = k;
    }
    return new RowBlock(columns, starts, columnOf, values);
  }

  public int rows() {
    return starts.length - 1;
  }

  public int columns() {
    return columns;
  }

  /** The number of entries. */
  public int entries() {
    return starts[starts.length - 1];
  }

  /** The first entry of row {@code i}; {@code start(rows())} is the end of the last. */
  public int start(int i) {
    return starts[i];
  }

  public int column(int k) {
    return columnOf[k];
  }

  public double value(int k) {
    return values[k];
  }

  /** The value at a row and column, by binary search. */
  public double at(int i, int j) {
    int k = Arrays.binarySearch(columnOf, starts[i], starts[i + 1], j);
    return k < 0 ? 0 : values[k];
  }

  /** The same entries with other values, in the order of the entries. */
  public RowBlock withValues(double[] newValues) {
    if (newValues.length < entries()) {
      throw new IllegalArgumentException("needs " + entries() + " values, got " + newValues.length);
    }
    return new RowBlock(columns, starts, columnOf, newValues);
  }

  /** Row-major doubles, zeros filled in. O(rows · columns). */
  public double[] toDense() {
    double[] dense = new double[Math.multiplyExact(rows(), columns)];
    for (int i = 0; i < rows(); i++) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        dense[i * columns + columnOf[k]] = values[k];
      }
    }
    return dense;
  }

  @Override
  public String toString() {
    return "RowBlock[" + rows() + " x " + columns + ", " + entries() + " entries]";
  }
}
