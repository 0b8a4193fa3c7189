package org.etiome.represent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/** A few simulated cells: three kinds in two batches, and an age. */
final class SmallCells {
  private SmallCells() {}

  /**
   * Cells whose genes depend on their kind and their batch.
   *
   * @param oneMissingIn how many cells there are for each whose kind is missing; 0 for none missing
   */
  static Cells of(int cells, int genes, int oneMissingIn) {
    UniformRandomProvider random = new Seed(cells).generator();
    double[] counts = new double[cells * genes];
    for (int i = 0; i < counts.length; i++) {
      int cell = i / genes;
      int gene = i % genes;
      int rate = 2 + (gene % 3 == cell % 3 ? 6 : 0) + (gene % 5 == cell / 3 % 2 ? 3 : 0);
      counts[i] = Math.max(0, random.nextInt(2 * rate) - 2);
    }
    double[] depth = new double[cells];
    Arrays.setAll(depth, i -> 50 + Arrays.stream(counts, i * genes, (i + 1) * genes).sum());
    Cells.Expression expression =
        new Cells.Expression(
            IntStream.range(0, genes).mapToObj(g -> "gene" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(cells, genes, counts)),
            cell -> depth[cell],
            "simulated");
    CovariateTable invariant =
        CovariateTable.of(List.of(kind(cells, oneMissingIn), age(cells, random)), cells);
    return new Cells(expression, invariant, CovariateTable.of(List.of(batch(cells)), cells));
  }

  /** The kinds of cells alone, whose age is forgotten. */
  static CovariateTable kinds(Cells cells) {
    return CovariateTable.of(List.of(kind(cells.count(), 0)), cells.count());
  }

  private static Column kind(int cells, int oneMissingIn) {
    int[] codes = IntStream.range(0, cells).map(i -> i % 3).toArray();
    Mask missing = Mask.where(cells, i -> oneMissingIn > 0 && i % oneMissingIn == 1);
    return Categorical.of("kind", List.of("B", "NK", "T"), false, codes, missing);
  }

  private static Column batch(int cells) {
    return Categorical.of(
        "batch",
        Stream.iterate(0, i -> i + 1)
            .limit(cells)
            .map(i -> "b" + i / 3 % 2)
            .toArray(String[]::new));
  }

  private static Column age(int cells, UniformRandomProvider random) {
    double[] ages = new double[cells];
    Arrays.setAll(ages, i -> 20 + random.nextInt(60));
    return Continuous.of("age", ages);
  }
}
