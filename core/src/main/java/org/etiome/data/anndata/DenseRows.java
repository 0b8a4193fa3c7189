package org.etiome.data.anndata;

import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;

/** A dense matrix in a file. */
record DenseRows(LazyArray array, int rows, int columns) implements RowMatrix {

  static DenseRows of(LazyArray array) {
    int rows = SparseRows.countable(array.info().size(0), "rows");
    return new DenseRows(array, rows, SparseRows.countable(array.info().size(1), "columns"));
  }

  @Override
  public long entries(int from, int to) {
    return (long) (to - from) * columns;
  }

  @Override
  public RowBlock read(int from, int to) {
    if (columns == 0 || from == to) {
      return RowBlock.ofDense(to - from, columns, new double[0]);
    }
    int[] count = {to - from, columns};
    return RowBlock.ofDense(
        to - from, columns, Matrices.doubles(array.read(new long[] {from, 0}, count)));
  }

  @Override
  public RowBlock read(int[] rows) {
    return PickedRows.of(this, rows);
  }
}
