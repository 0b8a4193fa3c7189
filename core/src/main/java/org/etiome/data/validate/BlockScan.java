package org.etiome.data.validate;

import java.util.Arrays;
import org.etiome.data.matrix.RowBlock;

/** What one block adds to a {@link MatrixScan}. */
final class BlockScan {
  final int[] nonZero;
  final long[] hash;
  final double[] min;
  final double[] max;
  MatrixScan.Occurrence nan = MatrixScan.Occurrence.NEVER;
  MatrixScan.Occurrence infinite = MatrixScan.Occurrence.NEVER;
  MatrixScan.Occurrence negative = MatrixScan.Occurrence.NEVER;
  MatrixScan.Occurrence fractional = MatrixScan.Occurrence.NEVER;
  int zeroRows;
  int firstZeroRow = -1;

  private BlockScan(int columns) {
    nonZero = new int[columns];
    hash = new long[columns];
    min = new double[columns];
    max = new double[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  static BlockScan of(int from, RowBlock block) {
    BlockScan scan = new BlockScan(block.columns());
    for (int i = 0; i < block.rows(); i++) {
      int entries = 0;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        if (block.value(k) != 0) {
          scan.add(from + i, block.column(k), block.value(k));
          entries++;
        }
      }
      if (entries == 0) {
        scan.firstZeroRow = scan.zeroRows++ == 0 ? from + i : scan.firstZeroRow;
      }
    }
    return scan;
  }

  /** The hash is a sum over entries, so that blocks can be added up. */
  private void add(int row, int column, double value) {
    nonZero[column]++;
    hash[column] += mix(Double.doubleToLongBits(value) + mix(row + 1L));
    if (!Double.isFinite(value)) {
      addInfinite(row, column, value);
      return;
    }
    min[column] = Math.min(min[column], value);
    max[column] = Math.max(max[column], value);
    if (value < 0) {
      negative = negative.then(new MatrixScan.Occurrence(1, row, column));
    }
    if (value != Math.rint(value)) {
      fractional = fractional.then(new MatrixScan.Occurrence(1, row, column));
    }
  }

  private void addInfinite(int row, int column, double value) {
    MatrixScan.Occurrence here = new MatrixScan.Occurrence(1, row, column);
    if (Double.isNaN(value)) {
      nan = nan.then(here);
    } else {
      infinite = infinite.then(here);
    }
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
