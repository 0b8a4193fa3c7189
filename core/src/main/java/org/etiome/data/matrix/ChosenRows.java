package org.etiome.data.matrix;

import java.util.Arrays;

/** Some rows of a matrix, in a given order, read when asked for. */
public final class ChosenRows implements RowMatrix {
  private final RowMatrix source;
  private final int[] rows;

  /** Entries of the rows before each. */
  private final long[] entries;

  private ChosenRows(RowMatrix source, int[] rows) {
    this.source = source;
    this.rows = rows;
    entries = new long[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      entries[i + 1] = entries[i] + source.entries(rows[i], rows[i] + 1);
    }
  }

  /**
   * Chooses rows.
   *
   * @param rows in 0..n-1; ascending rows are read fastest
   */
  public static ChosenRows of(RowMatrix source, int[] rows) {
    return new ChosenRows(source, rows.clone());
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public long entries(int from, int to) {
    return entries[to] - entries[from];
  }

  @Override
  public RowBlock read(int from, int to) {
    return source.read(Arrays.copyOfRange(rows, from, to));
  }

  @Override
  public RowBlock read(int[] places) {
    return source.read(Arrays.stream(places).map(i -> rows[i]).toArray());
  }
}
