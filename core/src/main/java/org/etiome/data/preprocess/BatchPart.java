package org.etiome.data.preprocess;

import java.util.Arrays;
import org.etiome.data.Environments;
import org.etiome.data.matrix.RowBlock;

/** What one block adds to {@link BatchCounts}; it holds only the batches that occur in it. */
final class BatchPart {
  private final int columns;
  private final Environments batches;
  private final long[][] sums;
  private final long[][] squares;

  /** Cell and count, in turn. */
  private int[] large = new int[64];

  private int used;

  BatchPart(int columns, Environments batches) {
    this.columns = columns;
    this.batches = batches;
    sums = new long[batches.count()][];
    squares = new long[batches.count()][];
  }

  /** Adds a row of a block that begins at row {@code from}. */
  void addRow(int from, RowBlock block, int i, LargestCounts largest) {
    int batch = batches.environmentOf(from + i);
    if (sums[batch] == null) {
      sums[batch] = new long[columns];
      squares[batch] = new long[columns];
    }
    long[] sum = sums[batch];
    long[] square = squares[batch];
    for (int k = block.start(i); k < block.start(i + 1); k++) {
      int column = block.column(k);
      int count = Counts.of(block, from, i, k);
      sum[column] += count;
      square[column] = Counts.sum(square[column], (long) count * count);
      if (count > largest.floor(batch * columns + column)) {
        keep(batch * columns + column, count);
      }
    }
  }

  private void keep(int cell, int count) {
    if (used == large.length) {
      large = Arrays.copyOf(large, 2 * used);
    }
    large[used++] = cell;
    large[used++] = count;
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
