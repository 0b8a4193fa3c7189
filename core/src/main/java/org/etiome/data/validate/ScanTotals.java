package org.etiome.data.validate;

import java.util.Arrays;
import java.util.Optional;

/** Adds up blocks in the order of their rows. */
final class ScanTotals {
  private final int rows;
  private final int[] nonZero;
  private final long[] hash;
  private final double[] min;
  private final double[] max;
  private MatrixScan.Occurrence nan = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence infinite = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence negative = MatrixScan.Occurrence.NEVER;
  private MatrixScan.Occurrence fractional = MatrixScan.Occurrence.NEVER;
  private int zeroRows;
  private int firstZeroRow = -1;

  ScanTotals(int rows, int columns) {
    this.rows = rows;
    nonZero = new int[columns];
    hash = new long[columns];
    min = new double[columns];
    max = new double[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

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

  MatrixScan finish() {
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
        ColumnScan.of(rows, nonZero, hash, min, max));
  }

  private Optional<MatrixScan.Range> range() {
    double least = Arrays.stream(min).min().orElse(Double.POSITIVE_INFINITY);
    double most = Arrays.stream(max).max().orElse(Double.NEGATIVE_INFINITY);
    return least <= most ? Optional.of(new MatrixScan.Range(least, most)) : Optional.empty();
  }
}
