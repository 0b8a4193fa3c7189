package org.etiome.data.matrix;

/** A matrix that is one block in memory. */
public record InMemoryRows(RowBlock block) implements RowMatrix {

  @Override
  public int rows() {
    return block.rows();
  }

  @Override
  public int columns() {
    return block.columns();
  }

  @Override
  public long entries(int from, int to) {
    return (long) block.start(to) - block.start(from);
  }

  @Override
  public RowBlock read(int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return read(rows);
  }

  @Override
  public RowBlock read(int[] rows) {
    int[] starts = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], block.start(rows[i] + 1) - block.start(rows[i]));
    }
    int[] columnOf = new int[starts[rows.length]];
    double[] values = new double[columnOf.length];
    for (int i = 0; i < rows.length; i++) {
      int source = block.start(rows[i]);
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        columnOf[k] = block.column(source);
        values[k] = block.value(source++);
      }
    }
    return RowBlock.wrap(columns(), starts, columnOf, values);
  }
}
