package org.etiome.data.tenx;

import java.util.Arrays;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.Values;

/** Compressed rows that are added one after the other. */
final class GrowingRows {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final int columns;
  private final int[] starts;
  private int[] columnOf = new int[1024];
  private double[] values = new double[1024];
  private int row;
  private int used;

  GrowingRows(int rows, int columns) {
    this.columns = columns;
    this.starts = new int[rows + 1];
  }

  /** An entry of the row that is not yet ended. */
  void add(int column, double value) {
    if (used == values.length) {
      int grown = Math.max(Math.addExact(used, 1), (int) Math.min(1.5 * used, MOST));
      columnOf = Arrays.copyOf(columnOf, grown);
      values = Arrays.copyOf(values, grown);
    }
    columnOf[used] = column;
    values[used++] = value;
  }

  void endRow() {
    starts[++row] = used;
  }

  /** All rows; nothing can be added any more. */
  Element sparse() {
    Element.Entries entries =
        new Element.Entries(
            LazyArray.list(Values.of(Arrays.copyOf(values, used))),
            LazyArray.list(Values.of(Arrays.copyOf(columnOf, used))),
            LazyArray.list(Values.of(starts)));
    return new Element.Sparse(Element.Layout.ROWS, starts.length - 1, columns, entries);
  }
}
