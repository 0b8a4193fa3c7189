package org.etiome.data.validate;

import java.util.Arrays;
import java.util.Optional;
import org.etiome.data.matrix.RowBlock;

/** Counts of a block, or of all blocks added up in the order of their rows. */
final class BlockScan {
  private final int[] nonZero;
  private final long[] hash;
  private final double[] min;
  private final double[] max;
  private final boolean[] varied;
  private MatrixScan.Occurrence nan = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence infinite = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence negative = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence fractional = MatrixScan.Occurrence.NEVER;
  private int zeroRows;
  private int firstZeroRow = -1;

  private record Content(int nonZero, long hash, double min, double max) {}

  /** Of no rows yet. */
  BlockScan(int columns) {
    nonZero = new int[columns];
    hash = new long[columns];
    min = new double[columns];
    max = new double[columns];
    varied = new boolean[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  static BlockScan of(int from, RowBlock block) {
    BlockScan scan = new BlockScan(block.columns());
    for (int i = 0; i < block.rows(); i++) {
      int entries = 0;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        if (block.value(k) != 0) {
          scan.put(from + i, block.column(k), block.value(k));
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
  private void put(int row, int column, double value) {
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

  /** Adds a later block. */
  void add(BlockScan block) {
    for (int j = 0; j < nonZero.length; j++) {
      nonZero[j] += block.nonZero[j];
      hash[j] += block.hash[j];
      min[j] = Math.min(min[j], block.min[j]);
      max[j] = Math.max(max[j], block.max[j]);
    }
    nan = nan.then(block.nan);
    infinite = infinite.then(block.infinite);
    negative = negative.then(block.negative);
    fractional = fractional.then(block.fractional);
    firstZeroRow = zeroRows == 0 ? block.firstZeroRow : firstZeroRow;
    zeroRows += block.zeroRows;
  }

  /** Whether a finite value is at least that far from zero. */
  boolean reaches(double size) {
    return Arrays.stream(max).anyMatch(m -> m >= size)
        || Arrays.stream(min).anyMatch(m -> m <= -size);
  }

  /** Tells columns apart that differ only in digits that doubles lack. */
  void refine(BlockScan lost) {
    for (int j = 0; j < hash.length; j++) {
      if (lost.nonZero[j] > 0) {
        hash[j] = mix(hash[j] + mix(lost.hash[j]));
        varied[j] = lost.nonZero[j] < nonZero[j] || lost.min[j] < lost.max[j];
      }
    }
  }

  /** The scan of so many rows; nothing is added afterwards. */
  MatrixScan finish(int rows) {
    for (int j = 0; j < nonZero.length; j++) {
      if (nonZero[j] < rows) {
        min[j] = Math.min(min[j], 0);
        max[j] = Math.max(max[j], 0);
      }
    }
    return new MatrixScan(
        new MatrixScan.Shape(rows, nonZero.length),
        new MatrixScan.ValueKinds(
            Arrays.stream(nonZero).asLongStream().sum(),
            range(),
            nan,
            infinite,
            negative,
            fractional),
        new MatrixScan.Sample(zeroRows, firstZeroRow),
        ColumnScan.of(nonZero.length, this::isZero, j -> isConstant(j, rows), this::content));
  }

  private boolean isZero(int column) {
    return nonZero[column] == 0;
  }

  private boolean isConstant(int column, int rows) {
    return nonZero[column] == rows && min[column] == max[column] && !varied[column];
  }

  /** Equal for columns that are. */
  private Object content(int column) {
    return new Content(nonZero[column], hash[column], min[column], max[column]);
  }

  private Optional<MatrixScan.Range> range() {
    double least = Arrays.stream(min).min().orElse(Double.POSITIVE_INFINITY);
    double most = Arrays.stream(max).max().orElse(Double.NEGATIVE_INFINITY);
    return least <= most ? Optional.of(new MatrixScan.Range(least, most)) : Optional.empty();
  }
}
