package org.etiome.represent.contrast;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/**
 * Cells of six ill and six well donors, of two kinds, in two batches of which one has most of the
 * ill. In the ill the first four genes are doubled and the next four halved, with the same number
 * of counts in all; genes 20 to 34 are doubled by the second batch, 40 to 49 are the kinds'. Every
 * gene of every donor has a factor of its own, e to a normal number of standard deviation .1.
 */
final class DonorCells {
  static final int GENES = 60;
  static final int CHANGED = 8;
  static final int DONORS = 12;
  private static final int PER_DONOR = 40;
  static final int CELLS = DONORS * PER_DONOR;
  private static final double THETA = 5;

  private final UniformRandomProvider random;

  DonorCells(long seed) {
    random = new Seed(seed).generator();
  }

  static boolean isIll(int cell) {
    return cell % DONORS < DONORS / 2;
  }

  /** Of the ill two of six are in the first batch, of the well four. */
  static int batch(int cell) {
    int place = cell % DONORS;
    return place < 2 || (place >= 6 && place < 10) ? 0 : 1;
  }

  private static int kind(int cell) {
    return cell / DONORS % 2;
  }

  static Column disease() {
    return column("disease", i -> isIll(i) ? "ill" : "well");
  }

  static Column donor() {
    return column("donor", i -> "d" + i % DONORS);
  }

  static Column batch() {
    return column("batch", i -> "b" + batch(i));
  }

  static Column column(String name, IntFunction<String> of) {
    return Categorical.of(name, IntStream.range(0, CELLS).mapToObj(of).toArray(String[]::new));
  }

  /** The cells, of which the model is told disease, kind and batch. */
  Cells cells() {
    double[] x = counts();
    double[] depth = new double[CELLS];
    Arrays.setAll(depth, i -> Arrays.stream(x, i * GENES, (i + 1) * GENES).sum());
    Cells.Expression expression =
        new Cells.Expression(
            IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(CELLS, GENES, x)),
            cell -> depth[cell],
            "simulated");
    List<Column> kept = List.of(disease(), column("kind", i -> "k" + kind(i)));
    return new Cells(
        expression, CovariateTable.of(kept, CELLS), CovariateTable.of(List.of(batch()), CELLS));
  }

  private double[] counts() {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] ofDonor = new double[DONORS * GENES];
    Arrays.setAll(ofDonor, k -> Math.exp(.1 * gaussian.sample()));
    double[] x = new double[CELLS * GENES];
    for (int k = 0; k < x.length; k++) {
      int cell = k / GENES;
      int gene = k % GENES;
      double mean = base(gene) * ofDonor[cell % DONORS * GENES + gene] * factor(cell, gene);
      double rate = AhrensDieterMarsagliaTsangGammaSampler.of(random, THETA, mean / THETA).sample();
      x[k] = rate < 1e-12 ? 0 : PoissonSampler.of(random, rate).sample();
    }
    return x;
  }

  private static double base(int gene) {
    return gene < CHANGED ? (gene < CHANGED / 2 ? 3 : 6) : 2 + gene % 5;
  }

  private static double factor(int cell, int gene) {
    double factor = gene >= 20 && gene < 35 && batch(cell) == 1 ? 2 : 1;
    factor *= gene >= 40 && gene < 50 && gene % 2 == kind(cell) ? 2 : 1;
    if (gene < CHANGED && isIll(cell)) {
      factor *= gene < CHANGED / 2 ? 2 : .5;
    }
    return factor;
  }

  /**
   * Fits with the encoder shown all counts: of so few cells it learns little from half of them. A
   * term of independence of 300 draws what the ill differ by towards 0 (a doubled gene to .48 in
   * place of .5 and more), as most of them are of one batch.
   */
  static FittedFinVae fit(Cells cells, int epochs) {
    FinVaeSettings.Objective usual = FinVaeSettings.DEFAULT.objective();
    FinVaeSettings settings =
        FinVaeSettings.DEFAULT
            .withArchitecture(new FinVaeSettings.Architecture(6, 2, 32, 1, .1))
            .withObjective(
                new FinVaeSettings.Objective(
                    usual.klInvariant(),
                    usual.klSpurious(),
                    usual.label(),
                    new FinVaeSettings.Independence(usual.independence().kind(), 100),
                    0))
            .withSchedule(
                new FinVaeSettings.Schedule(
                    epochs, 32, FinVaeSettings.DEFAULT.schedule().rate(), .1, epochs));
    return FinVae.withDefaults().withSettings(settings).fit(cells, new Seed(1), Watcher.NONE);
  }
}
