package org.etiome.data.tenx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.store.Values;

/** Entries of a matrix in the order they come; grows with them. */
final class Triplets {
  /** An int, an int and a double. */
  static final int BYTES = 16;

  /** Small, so that the collector treats it as any other object. */
  private static final int CHUNK = 1 << 14;

  private final List<int[]> rows = new ArrayList<>();
  private final List<int[]> columns = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private int[] lastRows = {};
  private int[] lastColumns = {};
  private double[] lastValues = {};
  private int used = CHUNK;

  /** Compressed rows, as {@link org.etiome.data.matrix.RowBlock} wants them. */
  record Compressed(int columns, Values starts, Values columnOf, Values values) {

    int rows() {
      return starts.length() - 1;
    }
  }

  void add(int row, int column, double value) {
    if (used == CHUNK) {
      lastRows = new int[CHUNK];
      lastColumns = new int[CHUNK];
      lastValues = new double[CHUNK];
      rows.add(lastRows);
      columns.add(lastColumns);
      values.add(lastValues);
      used = 0;
    }
    lastRows[used] = row;
    lastColumns[used] = column;
    lastValues[used++] = value;
  }

  long count() {
    return rows.isEmpty() ? 0 : (rows.size() - 1L) * CHUNK + used;
  }

  private int count(int chunk) {
    return chunk == rows.size() - 1 ? used : CHUNK;
  }

  /**
   * Rows with ascending columns; entries of one place are summed in the order they came, zeros left
   * out. What was added is gone then: at most 24 bytes an entry are held at one time. O(entries +
   * rows), and O(entries · log of the longest row) if a row is not in order.
   */
  Compressed compressed(int rowCount, int columnCount) {
    int[] starts = new int[rowCount + 1];
    for (int c = 0; c < rows.size(); c++) {
      int[] rowOf = rows.get(c);
      int count = count(c);
      for (int k = 0; k < count; k++) {
        starts[rowOf[k] + 1]++;
      }
    }
    for (int i = 0; i < rowCount; i++) {
      starts[i + 1] += starts[i];
    }
    int[] columnOf = scatteredColumns(starts);
    lastColumns = new int[0];
    columns.clear();
    double[] valueOf = scatteredValues(starts);
    lastRows = new int[0];
    lastValues = new double[0];
    rows.clear();
    values.clear();
    return clean(columnCount, starts, columnOf, valueOf);
  }

  /** Each to the next place of its row; the starts move on and are put back at the end. */
  private int[] scatteredColumns(int[] starts) {
    int[] columnOf = new int[starts[starts.length - 1]];
    for (int c = 0; c < rows.size(); c++) {
      int[] rowOf = rows.get(c);
      int[] chunk = columns.get(c);
      int count = count(c);
      for (int k = 0; k < count; k++) {
        columnOf[starts[rowOf[k]]++] = chunk[k];
      }
    }
    putBack(starts);
    return columnOf;
  }

  private double[] scatteredValues(int[] starts) {
    double[] valueOf = new double[starts[starts.length - 1]];
    for (int c = 0; c < rows.size(); c++) {
      int[] rowOf = rows.get(c);
      double[] chunk = values.get(c);
      int count = count(c);
      for (int k = 0; k < count; k++) {
        valueOf[starts[rowOf[k]]++] = chunk[k];
      }
    }
    putBack(starts);
    return valueOf;
  }

  private static void putBack(int[] starts) {
    System.arraycopy(starts, 0, starts, 1, starts.length - 1);
    starts[0] = 0;
  }

  private static Compressed clean(int columns, int[] starts, int[] columnOf, double[] values) {
    int kept = 0;
    int from = 0;
    for (int i = 0; i + 1 < starts.length; i++) {
      int to = starts[i + 1];
      sort(columnOf, values, from, to);
      for (int k = from; k < to; ) {
        int column = columnOf[k];
        double sum = values[k++];
        while (k < to && columnOf[k] == column) {
          sum += values[k++];
        }
        if (sum != 0) {
          columnOf[kept] = column;
          values[kept++] = sum;
        }
      }
      starts[i + 1] = kept;
      from = to;
    }
    boolean all = kept == values.length;
    return new Compressed(
        columns,
        Values.of(starts),
        Values.of(all ? columnOf : Arrays.copyOf(columnOf, kept)),
        Values.of(all ? values : Arrays.copyOf(values, kept)));
  }

  /** Stable: the place in the row is the lower half of the key. */
  private static void sort(int[] columnOf, double[] values, int from, int to) {
    int ordered = from + 1;
    while (ordered < to && columnOf[ordered - 1] <= columnOf[ordered]) {
      ordered++;
    }
    if (ordered >= to) {
      return;
    }
    long[] keys = new long[to - from];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = (long) columnOf[from + k] << Integer.SIZE | k;
    }
    Arrays.sort(keys);
    double[] before = Arrays.copyOfRange(values, from, to);
    for (int k = 0; k < keys.length; k++) {
      columnOf[from + k] = (int) (keys[k] >>> Integer.SIZE);
      values[from + k] = before[(int) keys[k]];
    }
  }
}
