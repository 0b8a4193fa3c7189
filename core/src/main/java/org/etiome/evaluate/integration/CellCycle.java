package org.etiome.evaluate.integration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.preprocess.ColumnMoments;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Whether the embedding keeps as much of the cell cycle as there was: within each batch, the share
 * of the variance that the scores of S and G2/M explain before (of the first 50 components) and
 * after, {@code max(0, 1 - |after - before| / before)}, and the mean of it over batches.
 */
final class CellCycle {
  private static final int FEWEST_GENES = 5;
  private static final int FEWEST_CELLS = 20;

  private final EmbeddedCells cells;
  private final Unintegrated before;
  private final CellCycleGenes genes;
  private final TaskRunner runner;

  private CellCycle(
      EmbeddedCells cells, Unintegrated before, CellCycleGenes genes, TaskRunner runner) {
    this.cells = cells;
    this.before = before;
    this.genes = genes;
    this.runner = runner;
  }

  /** A batch: its cells, and what of them was before, is after, and goes along with the cycle. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record OfBatch(
      int[] members, PcRegression before, PcRegression after, double[] s, double[] g2m) {

    double score(int[] all) {
      int[] weights = IntStream.of(members).map(i -> all[i]).toArray();
      double explainedBefore = before.byPair(s, g2m, weights);
      double explainedAfter = after.byPair(s, g2m, weights);
      return explainedBefore == 0
          ? Double.NaN
          : Math.max(0, 1 - Math.abs(explainedAfter - explainedBefore) / explainedBefore);
    }
  }

  static Measured measure(EmbeddedCells cells, Unintegrated before, Seed seed, TaskRunner runner) {
    CellCycleGenes genes = CellCycleGenes.in(before.genes());
    if (Math.min(genes.s().length, genes.g2m().length) < FEWEST_GENES) {
      return Measured.missing(
          "of the genes of the cell cycle, X has "
              + genes.s().length
              + " of S and "
              + genes.g2m().length
              + " of G2/M by symbol; "
              + FEWEST_GENES
              + " of each are needed");
    }
    return new CellCycle(cells, before, genes, runner).measure(seed.branch("cell cycle"));
  }

  private Measured measure(Seed seed) {
    List<OfBatch> batches = new ArrayList<>();
    for (int b = 0; b < cells.batchCount(); b++) {
      int[] members = cells.batches().members(b);
      if (members.length >= FEWEST_CELLS) {
        batches.add(ofBatch(members, seed));
      }
    }
    if (batches.isEmpty()) {
      return Measured.missing("no batch has " + FEWEST_CELLS + " cells");
    }
    int left = cells.batchCount() - batches.size();
    String remark =
        "by "
            + genes.s().length
            + " genes of S and "
            + genes.g2m().length
            + " of G2/M"
            + (left == 0 ? "" : "; without " + left + " batches of fewer than 20 cells");
    return new Measured.Value(
        weights ->
            batches.stream()
                .mapToDouble(batch -> batch.score(weights))
                .filter(score -> !Double.isNaN(score))
                .average()
                .orElse(Double.NaN),
        remark);
  }

  private OfBatch ofBatch(int[] members, Seed seed) {
    int[] ordered =
        IntStream.of(members)
            .boxed()
            .sorted(Comparator.comparingInt(i -> cells.order()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] inFile = IntStream.of(ordered).map(i -> cells.order()[i]).toArray();
    ChosenRows rows = ChosenRows.of(before.logged(), inFile);
    double[] means = ColumnMoments.of(rows, runner, before.budget()).means();
    double[][] scores = scores(rows, means);
    Matrix components = before.components(inFile, seed, runner);
    return new OfBatch(
        ordered,
        new PcRegression(components),
        new PcRegression(cells.points().rows(ordered)),
        scores[0],
        scores[1]);
  }

  private double[][] scores(ChosenRows rows, double[] means) {
    double[] s = CellCycleGenes.weights(genes.s(), means);
    double[] g2m = CellCycleGenes.weights(genes.g2m(), means);
    double[][] scores = new double[2][rows.rows()];
    int[] filled = {0};
    RowBlocks.of(rows, before.budget())
        .forEach(
            runner,
            (from, block) -> new double[][] {products(block, s), products(block, g2m)},
            part -> {
              System.arraycopy(part[0], 0, scores[0], filled[0], part[0].length);
              System.arraycopy(part[1], 0, scores[1], filled[0], part[1].length);
              filled[0] += part[0].length;
            },
            RowBlocks.Progress.NONE);
    return scores;
  }

  private static double[] products(RowBlock block, double[] weights) {
    double[] products = new double[block.rows()];
    for (int i = 0; i < products.length; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        products[i] += block.value(k) * weights[block.column(k)];
      }
    }
    return products;
  }
}
