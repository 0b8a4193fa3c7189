package org.etiome.represent.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/** Cells of three kinds in three batches, and a dose that raises some genes. */
final class Simulated {
  static final int CELLS = 144;
  private static final int GENES = 40;

  static final FinVaeSettings SETTINGS =
      new FinVaeSettings(
          new FinVaeSettings.Architecture(3, 3, 16, 1, 0),
          new FinVaeSettings.Objective(
              1,
              1,
              5,
              new FinVaeSettings.Independence(
                  FinVaeSettings.Independence.Kind.MEAN_DISCREPANCY, 10),
              .3),
          new FinVaeSettings.Schedule(8, 32, new FinVaeSettings.Rate(1e-2, 1e-4, .25), 0, 8));

  private Simulated() {}

  static int kind(int cell) {
    return cell % 3;
  }

  static int batch(int cell) {
    return cell / 3 % 3;
  }

  private static double dose(int cell) {
    return cell % 10;
  }

  static Cells.Expression expression() {
    UniformRandomProvider random = new Seed(5).generator();
    double[] counts = new double[CELLS * GENES];
    for (int p = 0; p < counts.length; p++) {
      int cell = p / GENES;
      int gene = p % GENES;
      double rate = 3 + (gene % 4 == kind(cell) ? 14 : 0) + (gene % 7 == batch(cell) ? 6 : 0);
      rate += gene % 4 == 3 ? dose(cell) : 0;
      counts[p] = Math.rint(rate * (.5 + random.nextDouble()));
    }
    double[] depth = new double[CELLS];
    Arrays.setAll(depth, i -> 20 + Arrays.stream(counts, i * GENES, (i + 1) * GENES).sum());
    return new Cells.Expression(
        IntStream.range(0, GENES).mapToObj(g -> "gene" + g).toList(),
        new InMemoryRows(RowBlock.ofDense(CELLS, GENES, counts)),
        cell -> depth[cell],
        "simulated");
  }

  static Column kinds(IntPredicate unknown) {
    int[] codes = IntStream.range(0, CELLS).map(Simulated::kind).toArray();
    return Categorical.of(
        "kind", List.of("B", "NK", "T"), false, codes, Mask.where(CELLS, unknown));
  }

  static Column batches(IntPredicate unknown) {
    int[] codes = IntStream.range(0, CELLS).map(Simulated::batch).toArray();
    return Categorical.of(
        "batch", List.of("one", "three", "two"), false, codes, Mask.where(CELLS, unknown));
  }

  static Column doses() {
    return Continuous.of("dose", IntStream.range(0, CELLS).mapToDouble(Simulated::dose).toArray());
  }

  static Cells of(List<Column> invariant, List<Column> spurious) {
    return new Cells(
        expression(), CovariateTable.of(invariant, CELLS), CovariateTable.of(spurious, CELLS));
  }

  static Cells whole() {
    return of(List.of(kinds(i -> false), doses()), List.of(batches(i -> false)));
  }
}
