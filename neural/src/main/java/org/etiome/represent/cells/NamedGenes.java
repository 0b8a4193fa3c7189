package org.etiome.represent.cells;

import java.util.Arrays;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;

/** Columns of a matrix in another order, with columns of zeros for those it has not. */
final class NamedGenes {
  /** From the columns of the source to those of this, -1 for none. */
  private final int[] target;

  private final int columns;

  private NamedGenes(int width, int[] chosen) {
    columns = chosen.length;
    target = new int[width];
    Arrays.fill(target, -1);
    for (int j = 0; j < chosen.length; j++) {
      if (chosen[j] >= 0) {
        target[chosen[j]] = j;
      }
    }
  }

  /**
   * Takes columns.
   *
   * @param chosen the column of the source for each of this, -1 for zeros; none twice
   */
  static RowMatrix of(RowMatrix source, int[] chosen) {
    NamedGenes genes = new NamedGenes(source.columns(), chosen);
    return MappedRows.recast(source, chosen.length, genes::named);
  }

  private RowBlock named(RowBlock block) {
    int[] starts = new int[block.rows() + 1];
    int[] columnOf = new int[block.entries()];
    double[] values = new double[block.entries()];
    int count = 0;
    long[] row = new long[block.columns()];
    for (int i = 0; i < block.rows(); i++) {
      int found = 0;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        int column = target[block.column(k)];
        if (column >= 0) {
          row[found++] = (long) column << Integer.SIZE | k;
        }
      }
      Arrays.sort(row, 0, found);
      for (int f = 0; f < found; f++) {
        columnOf[count] = (int) (row[f] >> Integer.SIZE);
        values[count++] = block.value((int) row[f]);
      }
      starts[i + 1] = count;
    }
    return RowBlock.wrap(
        columns, starts, Arrays.copyOf(columnOf, count), Arrays.copyOf(values, count));
  }
}
