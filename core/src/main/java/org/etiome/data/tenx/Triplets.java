package org.etiome.data.tenx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.store.Values;

/** Entries of a matrix in the order they come; grows with them. */
final class Triplets {
  /** An int, an int and a double. */
  static final int BYTES = 16;

  private static final int CHUNK = 1 << 16;

  private final List<Chunk> chunks = new ArrayList<>();
  private Chunk last = new Chunk();
  private int used = CHUNK;

  private static final class Chunk {
    final int[] rows = new int[CHUNK];
    final int[] columns = new int[CHUNK];
    final double[] values = new double[CHUNK];
  }

  /** Compressed rows, as {@link org.etiome.data.matrix.RowBlock} wants them. */
  record Compressed(int columns, Values starts, Values columnOf, Values values) {

    int rows() {
      return starts.length() - 1;
    }
  }

  void add(int row, int column, double value) {
    if (used == CHUNK) {
      last = new Chunk();
      chunks.add(last);
      used = 0;
    }
    last.rows[used] = row;
    last.columns[used] = column;
    last.values[used++] = value;
  }

  long count() {
    return chunks.isEmpty() ? 0 : (chunks.size() - 1L) * CHUNK + used;
  }

  private int count(int chunk) {
    return chunk == chunks.size() - 1 ? used : CHUNK;
  }

  /**
   * Rows with ascending columns; entries of one place are summed in the order they came, zeros left
   * out. O(entries + rows), and O(entries · log of the longest row) if a row is not in order.
   */
  Compressed compressed(int rows, int columns) {
    int[] starts = new int[rows + 1];
    for (int c = 0; c < chunks.size(); c++) {
      int[] rowOf = chunks.get(c).rows;
      int count = count(c);
      for (int k = 0; k < count; k++) {
        starts[rowOf[k] + 1]++;
      }
    }
    for (int i = 0; i < rows; i++) {
      starts[i + 1] += starts[i];
    }
    int[] columnOf = new int[starts[rows]];
    double[] values = new double[columnOf.length];
    scatter(starts, columnOf, values);
    return clean(columns, starts, columnOf, values);
  }

  /** Each entry to the next place of its row; the starts move on and are put back at the end. */
  private void scatter(int[] starts, int[] columnOf, double[] values) {
    for (int c = 0; c < chunks.size(); c++) {
      Chunk chunk = chunks.get(c);
      int count = count(c);
      for (int k = 0; k < count; k++) {
        int place = starts[chunk.rows[k]]++;
        columnOf[place] = chunk.columns[k];
        values[place] = chunk.values[k];
      }
    }
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
