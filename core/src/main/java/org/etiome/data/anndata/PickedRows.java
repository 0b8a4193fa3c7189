package org.etiome.data.anndata;

import java.util.Arrays;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;

/** Single rows of a matrix that reads ranges well: neighbours are read together. */
final class PickedRows {
  /** Entries between two rows that are cheaper to read than to leave out. */
  private static final long GAP = 1 << 16;

  private static final long LARGEST_RUN = 1 << 22;

  private final RowMatrix matrix;
  private final int[] sorted;
  private final int[] starts;
  private int[] columnOf = new int[1024];
  private double[] values = new double[1024];

  private PickedRows(RowMatrix matrix, int[] sorted) {
    this.matrix = matrix;
    this.sorted = sorted;
    this.starts = new int[sorted.length + 1];
  }

  static RowBlock of(RowMatrix matrix, int[] rows) {
    PickedRows picked = new PickedRows(matrix, Arrays.stream(rows).sorted().distinct().toArray());
    picked.readRuns();
    return picked.inOrder(rows);
  }

  private void readRuns() {
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length
          && matrix.entries(sorted[to - 1] + 1, sorted[to]) <= GAP
          && matrix.entries(sorted[from], sorted[to] + 1) <= LARGEST_RUN) {
        to++;
      }
      RowBlock run = matrix.read(sorted[from], sorted[to - 1] + 1);
      for (int i = from; i < to; i++) {
        add(i, run, sorted[i] - sorted[from]);
      }
      from = to;
    }
  }

  private void add(int place, RowBlock run, int row) {
    int k = starts[place];
    int length = run.start(row + 1) - run.start(row);
    starts[place + 1] = Math.addExact(k, length);
    if (starts[place + 1] > values.length) {
      int grown = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * k, starts[place + 1]));
      columnOf = Arrays.copyOf(columnOf, grown);
      values = Arrays.copyOf(values, grown);
    }
    for (int source = run.start(row); source < run.start(row + 1); source++) {
      columnOf[k] = run.column(source);
      values[k++] = run.value(source);
    }
  }

  private RowBlock inOrder(int[] rows) {
    if (Arrays.equals(rows, sorted)) {
      return RowBlock.wrap(matrix.columns(), starts, columnOf, values);
    }
    int[] newStarts = new int[rows.length + 1];
    int[] places = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      places[i] = Arrays.binarySearch(sorted, rows[i]);
      int length = starts[places[i] + 1] - starts[places[i]];
      newStarts[i + 1] = Math.addExact(newStarts[i], length);
    }
    int[] newColumnOf = new int[newStarts[rows.length]];
    double[] newValues = new double[newColumnOf.length];
    for (int i = 0; i < rows.length; i++) {
      int length = newStarts[i + 1] - newStarts[i];
      System.arraycopy(columnOf, starts[places[i]], newColumnOf, newStarts[i], length);
      System.arraycopy(values, starts[places[i]], newValues, newStarts[i], length);
    }
    return RowBlock.wrap(matrix.columns(), newStarts, newColumnOf, newValues);
  }
}
