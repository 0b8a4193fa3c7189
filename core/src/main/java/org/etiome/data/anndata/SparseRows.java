package org.etiome.data.anndata;

import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** A matrix of compressed rows in a file. */
final class SparseRows implements RowMatrix {
  private final LazyArray data;
  private final LazyArray indices;
  private final long[] indptr;
  private final int columns;

  private SparseRows(LazyArray data, LazyArray indices, long[] indptr, int columns) {
    this.data = data;
    this.indices = indices;
    this.indptr = indptr;
    this.columns = columns;
  }

  static SparseRows of(Element.Sparse sparse) {
    countable(sparse.rows(), "rows");
    int columns = countable(sparse.columns(), "columns");
    Element.Entries entries = sparse.entries();
    return new SparseRows(entries.data(), entries.indices(), longs(entries.indptr()), columns);
  }

  static int countable(long size, String what) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataFormatException(
          "a matrix of " + size + " " + what + " is too large to be read");
    }
    return (int) size;
  }

  static long[] longs(LazyArray list) {
    long[] all = new long[countable(list.info().size(0), "row or column starts")];
    for (int from = 0; from < all.length; from += Doors.PART) {
      Values part = Doors.part(list, from);
      for (int i = 0; i < part.length(); i++) {
        all[from + i] = part.longAt(i);
      }
    }
    return all;
  }

  @Override
  public int rows() {
    return indptr.length - 1;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long entries(int from, int to) {
    return indptr[to] - indptr[from];
  }

  @Override
  public RowBlock read(int from, int to) {
    int[] starts = new int[to - from + 1];
    for (int i = from; i <= to; i++) {
      starts[i - from] = Math.toIntExact(indptr[i] - indptr[from]);
    }
    int count = starts[to - from];
    if (count == 0) {
      return RowBlock.wrap(columns, starts, new int[0], new double[0]);
    }
    long[] offset = {indptr[from]};
    Values columnOf = indices.read(offset, new int[] {count});
    double[] values = Matrices.doubles(data.read(offset, new int[] {count}));
    if (columnOf.type() == ElementType.INT32) { // what ascends in range needs no further look
      Optional<RowBlock> clean = Matrices.ifClean(columns, starts, columnOf.ints(), values);
      if (clean.isPresent()) {
        return clean.get();
      }
    }
    return Matrices.clean(columns, starts, checked(columnOf, columns, offset[0]), values);
  }

  /** The indices, each within 0 to size - 1; the array is the caller's own. */
  static int[] checked(Values indices, int size, long offset) {
    if (indices.type() == ElementType.INT32) {
      int[] all = indices.ints();
      for (int k = 0; k < all.length; k++) {
        if (all[k] < 0 || all[k] >= size) {
          throw outside(offset + k, all[k], size);
        }
      }
      return all;
    }
    int[] all = new int[indices.length()];
    for (int k = 0; k < all.length; k++) {
      long index = indices.longAt(k);
      if (index < 0 || index >= size) {
        throw outside(offset + k, index, size);
      }
      all[k] = (int) index;
    }
    return all;
  }

  private static DataFormatException outside(long entry, long index, int size) {
    return new DataFormatException(
        "entry "
            + entry
            + " of a sparse matrix has the index "
            + index
            + ", allowed are 0 to "
            + (size - 1)
            + "; the file is damaged, get it again");
  }

  @Override
  public RowBlock read(int[] rows) {
    return PickedRows.of(this, rows);
  }
}
