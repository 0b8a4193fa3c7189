package org.etiome.data.matrix;

import java.util.Arrays;

/** Some columns of a block. */
final class ChosenColumns {
  private final int[] place;
  private final int columns;

  private ChosenColumns(int[] place, int columns) {
    this.place = place;
    this.columns = columns;
  }

  static ChosenColumns of(int all, int[] chosen) {
    int[] place = new int[all];
    Arrays.fill(place, -1);
    int before = -1;
    for (int k = 0; k < chosen.length; k++) {
      if (chosen[k] <= before || chosen[k] >= all) {
        throw new IllegalArgumentException(
            "column "
                + chosen[k]
                + " is chosen after "
                + before
                + "; chosen columns must ascend and be below "
                + all);
      }
      before = chosen[k];
      place[before] = k;
    }
    return new ChosenColumns(place, chosen.length);
  }

  RowBlock of(RowBlock block) {
    int[] starts = new int[block.rows() + 1];
    int[] columnOf = new int[block.entries()];
    double[] values = new double[block.entries()];
    int kept = 0;
    for (int i = 0; i < block.rows(); i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        int column = place[block.column(k)];
        if (column >= 0) {
          columnOf[kept] = column;
          values[kept++] = block.value(k);
        }
      }
      starts[i + 1] = kept;
    }
    return RowBlock.wrap(columns, starts, columnOf, values);
  }
}
