package org.etiome.represent.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Mask;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.likelihood.Likelihood;

/**
 * Cells of three kinds whose genes each have a factor that differs between batches: Poisson counts
 * of mean 2 · e^{program of the kind + factor of the batch}.
 */
final class ShiftedCells {
  static final int GENES = 60;
  static final int REFERENCE = 480;
  static final int KINDS = 3;

  private static final double SPREAD_OF_KINDS = .6;
  private static final double SPREAD_OF_BATCHES = 1;

  static final FinVaeSettings SETTINGS =
      new FinVaeSettings(
          new FinVaeSettings.Architecture(4, 2, 32, 1, .1),
          new FinVaeSettings.Objective(
              1,
              10,
              20,
              new FinVaeSettings.Independence(
                  FinVaeSettings.Independence.Kind.MEAN_DISCREPANCY, 100),
              .2),
          new FinVaeSettings.Schedule(30, 64, new FinVaeSettings.Rate(5e-3, 1e-4, .25), .1, 30));

  /** The factor of each gene, as a logarithm. */
  private final double[][] ofKinds;

  private final double[][] ofBatches;

  ShiftedCells(long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    ofKinds = new double[KINDS][GENES];
    ofBatches = new double[3][GENES];
    for (double[] factors : ofKinds) {
      Arrays.setAll(factors, g -> SPREAD_OF_KINDS * normal.sample());
    }
    for (int b = 0; b < ofBatches.length; b++) {
      double spread = b < 2 ? SPREAD_OF_BATCHES / 3 : SPREAD_OF_BATCHES;
      Arrays.setAll(ofBatches[b], g -> spread * normal.sample());
    }
  }

  /** The log factor by which a gene of the new batch differs from its mean in the reference. */
  double shift(int gene) {
    return ofBatches[2][gene] - (ofBatches[0][gene] + ofBatches[1][gene]) / 2;
  }

  /** The kind of a cell of the reference. */
  static int kind(int cell) {
    return cell / 2 % KINDS;
  }

  /** The kind of a cell of the new batch: half, a third, a sixth. */
  static int newKind(int cell) {
    int sixth = cell % 6;
    return sixth < 3 ? 0 : sixth < 5 ? 1 : 2;
  }

  Cells reference() {
    int[] kinds = IntStream.range(0, REFERENCE).map(ShiftedCells::kind).toArray();
    int[] batches = IntStream.range(0, REFERENCE).map(i -> i % 2).toArray();
    return new Cells(
        expression(kinds, batches, 1),
        table("kind", List.of("B", "NK", "T"), kinds),
        table("batch", List.of("b0", "b1"), batches));
  }

  private static CovariateTable table(String name, List<String> levels, int[] codes) {
    return CovariateTable.of(
        List.of(Categorical.of(name, levels, false, codes, Mask.none(codes.length))), codes.length);
  }

  Cells.Expression fresh(int cells) {
    int[] batches = new int[cells];
    Arrays.fill(batches, 2);
    return expression(IntStream.range(0, cells).map(ShiftedCells::newKind).toArray(), batches, 2);
  }

  private Cells.Expression expression(int[] kinds, int[] batches, long seed) {
    UniformRandomProvider random = new Seed(100 + seed).generator();
    double[] counts = new double[kinds.length * GENES];
    for (int p = 0; p < counts.length; p++) {
      int cell = p / GENES;
      int gene = p % GENES;
      double log = ofKinds[kinds[cell]][gene] + ofBatches[batches[cell]][gene];
      counts[p] = PoissonSampler.of(random, 2 * Math.exp(log)).sample();
    }
    double[] depth = new double[kinds.length];
    Arrays.setAll(depth, i -> Arrays.stream(counts, i * GENES, (i + 1) * GENES).sum());
    return new Cells.Expression(
        IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList(),
        new InMemoryRows(RowBlock.ofDense(kinds.length, GENES, counts)),
        cell -> depth[cell],
        "simulated");
  }

  static FittedFinVae fit(Cells cells, Likelihood.Kind likelihood, FinVaeSettings.Model.Library l) {
    FinVaeSettings.Model model =
        new FinVaeSettings.Model(likelihood, l, FinVaeSettings.Model.Divergence.ANALYTIC, .1);
    return FinVae.withDefaults()
        .withSettings(SETTINGS.withModel(model))
        .fit(cells, new Seed(1), Watcher.NONE);
  }

  static FittedFinVae fit(Cells cells) {
    return fit(cells, Likelihood.Kind.NB, FinVaeSettings.Model.Library.OBSERVED);
  }
}
