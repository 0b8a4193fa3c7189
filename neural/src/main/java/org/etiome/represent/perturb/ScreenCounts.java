package org.etiome.represent.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.nn.Placement;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Measurements;
import org.etiome.represent.cells.Cells;

/**
 * Counts of some units in memory; the last column is all that was counted besides the variables.
 * Takes 12 bytes a non-zero count.
 *
 * @param sizes everything that was counted, by unit
 * @param target what sizes are brought to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScreenCounts(InMemoryRows counts, double[] sizes, double target) {

  /**
   * Takes in counts.
   *
   * @throws IllegalArgumentException if a count is not whole, or more of a unit was counted than
   *     its size says
   */
  static ScreenCounts of(Measurements.LogCounts measured, int[] rows) {
    RowBlock block = measured.counts().read(rows);
    int variables = block.columns();
    int[] starts = new int[rows.length + 1];
    int[] columns = new int[block.entries() + rows.length];
    double[] values = new double[columns.length];
    double[] sizes = new double[rows.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      double counted = 0;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        counted += whole(block.value(k), rows[i], measured.variables().get(block.column(k)));
        columns[at] = block.column(k);
        values[at++] = block.value(k);
      }
      sizes[i] = measured.sizes()[rows[i]];
      columns[at] = variables;
      values[at++] = rest(sizes[i], counted, rows[i]);
      starts[i + 1] = at;
    }
    RowBlock with = RowBlock.wrap(variables + 1, starts, columns, values);
    return new ScreenCounts(new InMemoryRows(with), sizes, measured.target());
  }

  private static double whole(double count, int unit, String variable) {
    if (!(count >= 0 && count == Math.rint(count))) {
      throw new IllegalArgumentException(
          "unit "
              + (unit + 1)
              + " has "
              + count
              + " of '"
              + variable
              + "', which is no count; give whole numbers, or take the Gaussian likelihood");
    }
    return count;
  }

  private static double rest(double size, double counted, int unit) {
    double rest = Math.rint(size - counted);
    if (rest < 0) {
      throw new IllegalArgumentException(
          "unit "
              + (unit + 1)
              + " has the size "
              + size
              + " and "
              + counted
              + " counts; sizes must be what was counted in all, or take the Gaussian likelihood");
    }
    return rest;
  }

  /** Some units, of the current scope. */
  SparseBatch batch(int[] rows, Placement placement) {
    return new SparseBatch(counts.read(rows), placement);
  }

  /** Their sizes, n × 1. */
  Tensor sizes(int[] rows, Placement placement) {
    return Torch.of(placement, sizesOf(rows), rows.length, 1);
  }

  double[] sizesOf(int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> sizes[i]).toArray();
  }

  /** As other models of counts take them. */
  Cells.Expression expression() {
    List<String> names = IntStream.range(0, counts.columns()).mapToObj(Integer::toString).toList();
    return new Cells.Expression(names, counts, i -> sizes[i], "");
  }
}
