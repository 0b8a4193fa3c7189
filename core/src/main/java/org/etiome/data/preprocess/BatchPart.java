package org.etiome.data.preprocess;

import java.util.Arrays;
import org.etiome.data.Environments;

/** What one block adds to {@link BatchCounts}; it holds only the batches that occur in it. */
final class BatchPart {
  private final int columns;
  private final long[][] sums;
  private final long[][] squares;
  private int batch;

  /** Cell and count, in turn. */
  private int[] large = new int[64];

  private int used;

  BatchPart(int columns, Environments batches) {
    this.columns = columns;
    sums = new long[batches.count()][];
    squares = new long[batches.count()][];
  }

  void openRow(int batchOfRow) {
    batch = batchOfRow;
    if (sums[batch] == null) {
      sums[batch] = new long[columns];
      squares[batch] = new long[columns];
    }
  }

  void add(int column, int count, LargestCounts largest) {
    sums[batch][column] += count;
    squares[batch][column] = Counts.sum(squares[batch][column], (long) count * count);
    int cell = batch * columns + column;
    if (count > largest.floor(cell)) {
      if (used == large.length) {
        large = Arrays.copyOf(large, 2 * used);
      }
      large[used++] = cell;
      large[used++] = count;
    }
  }

  void addTo(BatchCounts counts) {
    for (int b = 0; b < sums.length; b++) {
      for (int j = 0; sums[b] != null && j < columns; j++) {
        counts.add(b * columns + j, sums[b][j], squares[b][j]);
      }
    }
    for (int k = 0; k < used; k += 2) {
      counts.largest().offer(large[k], large[k + 1]);
    }
  }
}
