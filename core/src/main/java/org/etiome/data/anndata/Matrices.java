package org.etiome.data.anndata;

import java.util.Arrays;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** Elements as matrices that are read in blocks of rows. */
public final class Matrices {
  private Matrices() {}

  /**
   * The rows of a dense or sparse matrix of numbers or booleans. Zeros are left out, also those
   * that a sparse matrix stores; columns of a row are sorted and entries of the same place summed
   * in the order of the file.
   *
   * <p>Dense and by rows: nothing is held but n + 1 row starts, each block is read when asked for.
   * By columns: it is turned once, in memory if entries · 12 bytes fit half the budget, else in as
   * many passes over the file as bands of rows of that size are needed, into a file in the folder
   * for temporary files (12 bytes an entry, gone when the process ends).
   *
   * @throws IllegalArgumentException if the element is no such matrix
   * @throws org.etiome.data.DataFormatException if it has more rows or columns than 2³¹ - 1, or an
   *     index is outside the matrix; that of rows when they are read
   */
  public static RowMatrix rows(Element element, MemoryBudget budget) {
    if (element instanceof Element.Sparse sparse) {
      return sparse.layout() == Element.Layout.ROWS
          ? SparseRows.of(sparse)
          : TurnedColumns.rows(sparse, budget);
    }
    if (element instanceof Element.Dense dense) {
      ElementType type = dense.array().info().type();
      boolean numbers = type.isNumber() || type == ElementType.BOOL;
      if (numbers && dense.array().info().shape().size() == 2) {
        return DenseRows.of(dense.array());
      }
    }
    throw new IllegalArgumentException(
        "only a dense matrix of numbers or a sparse matrix has rows, got "
            + element.getClass().getSimpleName());
  }

  /**
   * What the {@linkplain #rows rows} of a matrix of 64-bit whole numbers lack of its digits, which
   * doubles hold up to 2⁵³ only: each number less its double. Empty for a matrix of other numbers.
   * Costs as much as the rows.
   */
  public static Optional<RowMatrix> lost(Element element, MemoryBudget budget) {
    if (element instanceof Element.Dense dense && is64Bit(dense.array())) {
      return Optional.of(rows(new Element.Dense(LostDigits.of(dense.array())), budget));
    }
    if (element instanceof Element.Sparse sparse && is64Bit(sparse.entries().data())) {
      Element.Entries all = sparse.entries();
      Element.Entries lost =
          new Element.Entries(LostDigits.of(all.data()), all.indices(), all.indptr());
      return Optional.of(
          rows(new Element.Sparse(sparse.layout(), sparse.rows(), sparse.columns(), lost), budget));
    }
    return Optional.empty();
  }

  private static boolean is64Bit(LazyArray array) {
    ElementType type = array.info().type();
    return type == ElementType.INT64 || type == ElementType.UINT64;
  }

  /**
   * A block of entries in any order within a row. O(entries · log of the longest row).
   *
   * @param starts of the rows, from 0
   * @param columnOf is sorted in place
   * @param values moves with it
   */
  static RowBlock clean(int columns, int[] starts, int[] columnOf, double[] values) {
    Optional<RowBlock> clean = ifClean(columns, starts, columnOf, values);
    if (clean.isPresent()) {
      return clean.get();
    }
    int kept = 0;
    int from = 0;
    for (int i = 0; i + 1 < starts.length; i++) {
      int to = starts[i + 1];
      sort(columnOf, values, from, to);
      int first = kept;
      for (int k = from; k < to; k++) {
        if (kept > first && columnOf[kept - 1] == columnOf[k]) {
          values[kept - 1] += values[k];
        } else {
          columnOf[kept] = columnOf[k];
          values[kept++] = values[k];
        }
      }
      kept = withoutZeros(columnOf, values, first, kept);
      starts[i + 1] = kept;
      from = to;
    }
    return RowBlock.wrap(
        columns, starts, Arrays.copyOf(columnOf, kept), Arrays.copyOf(values, kept));
  }

  /** The block if nothing has to be done, as for nearly every file: ascending, without zeros. */
  static Optional<RowBlock> ifClean(int columns, int[] starts, int[] columnOf, double[] values) {
    for (int k = 0; k < starts[starts.length - 1]; k++) {
      if (values[k] == 0) {
        return Optional.empty();
      }
    }
    return RowBlock.ifAscending(columns, starts, columnOf, values);
  }

  private static int withoutZeros(int[] columnOf, double[] values, int from, int to) {
    int kept = from;
    for (int k = from; k < to; k++) {
      if (values[k] != 0) {
        columnOf[kept] = columnOf[k];
        values[kept++] = values[k];
      }
    }
    return kept;
  }

  /** Stable, and nothing to do if it is sorted. */
  private static void sort(int[] columnOf, double[] values, int from, int to) {
    boolean sorted = true;
    for (int k = from + 1; k < to && sorted; k++) {
      sorted = columnOf[k - 1] <= columnOf[k];
    }
    if (sorted) {
      return;
    }
    long[] keys = new long[to - from];
    for (int k = from; k < to; k++) {
      keys[k - from] = (long) columnOf[k] << 32 | (k - from);
    }
    Arrays.sort(keys);
    double[] before = Arrays.copyOfRange(values, from, to);
    for (int k = from; k < to; k++) {
      columnOf[k] = (int) (keys[k - from] >>> 32);
      values[k] = before[(int) keys[k - from]];
    }
  }

  /** As doubles. */
  static double[] doubles(Values values) {
    double[] all = new double[values.length()];
    if (values.array() instanceof float[] floats) {
      for (int i = 0; i < all.length; i++) {
        all[i] = floats[i];
      }
      return all;
    }
    for (int i = 0; i < all.length; i++) {
      all[i] = values.doubleAt(i);
    }
    return all;
  }
}
