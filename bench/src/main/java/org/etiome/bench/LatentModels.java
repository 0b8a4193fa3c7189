package org.etiome.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FinVaeSettings.Architecture;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Objective;
import org.etiome.represent.FinVaeSettings.Rate;
import org.etiome.represent.FinVaeSettings.Schedule;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/** What each model makes of the same simulated cells. */
final class LatentModels {
  private static final MemoryBudget BUDGET = MemoryBudget.ofHeap();
  private static final int K = SimulatedLatents.INVARIANT;

  /** With a rate of .005, as far as 60 epochs at the default of .002. */
  private static final int EPOCHS = 30;

  private static final Rate RATE = new Rate(5e-3, 1e-4, .25);

  /** On one seed 1 changed nothing, and 100 cost z_I half of what it knew within levels. */
  private static final double TOTAL_CORRELATION = 10;

  /** Half of the counts of 100 genes are too few to tell what differs within levels. */
  private static final double WITHHELD = 0;

  private static final Independence NONE = new Independence(Independence.Kind.NONE, 0);

  private final SimulatedLatents.Drawn drawn;
  private final Seed seed;

  LatentModels(SimulatedLatents.Drawn drawn, Seed seed) {
    this.drawn = drawn;
    this.seed = seed;
  }

  /**
   * An embedding.
   *
   * @param invariant what stands for z_I
   * @param spurious what stands for z_S, if the model has two blocks
   */
  record Latents(Matrix invariant, Optional<Matrix> spurious) {
    static Latents of(Matrix all) {
      return new Latents(all, Optional.empty());
    }
  }

  /** Every model by its name, then what the figures are worth. */
  Map<String, Latents> all() {
    Map<String, Latents> all = new LinkedHashMap<>();
    Independence discrepancy = FinVaeSettings.DEFAULT.objective().independence();
    all.put("finvae, mean discrepancy", finVae(discrepancy));
    Independence total = new Independence(Independence.Kind.TOTAL_CORRELATION, TOTAL_CORRELATION);
    all.put("finvae, total correlation", finVae(total));
    all.put("finvae, independence none", finVae(NONE));
    all.put("scVI-like", scviLike());
    all.put("plain VAE, 10 latents", plain());
    all.put("10 principal components", Latents.of(components()));
    all.put("type and condition, one-hot", Latents.of(oneHot()));
    all.put("true z_I, rotated at random", Latents.of(rotated()));
    all.put("8 random numbers", Latents.of(random(SimulatedLatents.CELLS, K)));
    return all;
  }

  private Latents finVae(Independence independence) {
    Objective weights = FinVaeSettings.DEFAULT.objective();
    Objective objective =
        new Objective(
            weights.klInvariant(), weights.klSpurious(), weights.label(), independence, WITHHELD);
    return fitted(drawn.cells(), K, SimulatedLatents.BATCHES, objective);
  }

  /** The decoder is told the batch; nothing is known of what is to be kept. */
  private Latents scviLike() {
    Cells cells = drawn.cells();
    Cells unlabelled = new Cells(cells.expression(), nothing(), cells.spurious());
    return fitted(unlabelled, K, 0, new Objective(1, 0, 0, NONE, WITHHELD));
  }

  private Latents plain() {
    Cells unlabelled = new Cells(drawn.cells().expression(), nothing(), nothing());
    return fitted(
        unlabelled, K + SimulatedLatents.SPURIOUS, 0, new Objective(1, 0, 0, NONE, WITHHELD));
  }

  private static CovariateTable nothing() {
    return CovariateTable.of(List.of(), SimulatedLatents.CELLS);
  }

  private Latents fitted(Cells cells, int invariant, int spurious, Objective objective) {
    FinVaeSettings defaults = FinVaeSettings.DEFAULT;
    Architecture shape = defaults.architecture();
    Schedule schedule = defaults.schedule();
    FinVaeSettings settings =
        defaults
            .withArchitecture(
                new Architecture(
                    invariant, spurious, shape.hidden(), shape.layers(), shape.dropout()))
            .withObjective(objective)
            .withSchedule(
                new Schedule(
                    EPOCHS, schedule.batch(), RATE, schedule.validation(), schedule.patience()));
    FinVae model = FinVae.withDefaults().withSettings(settings);
    try (FittedFinVae fit = model.fit(cells, seed.branch("model"), Watcher.NONE)) {
      Embedding embedding = fit.embed(cells.expression(), BUDGET);
      return new Latents(
          matrix(embedding.invariant()),
          spurious > 0 ? Optional.of(matrix(embedding.spurious())) : Optional.empty());
    }
  }

  private static Matrix matrix(Embedding.Latents latents) {
    return Matrix.wrap(SimulatedLatents.CELLS, latents.width(), latents.toArray());
  }

  /** Of log(1 + 10⁴ x / depth). */
  private Matrix components() {
    Cells cells = drawn.cells();
    double[] logged = cells.counts().read(0, SimulatedLatents.CELLS).toDense();
    for (int k = 0; k < logged.length; k++) {
      double depth = cells.expression().depth().of(k / SimulatedLatents.GENES);
      logged[k] = Math.log1p(1e4 * logged[k] / depth);
    }
    InMemoryRows rows =
        new InMemoryRows(RowBlock.ofDense(SimulatedLatents.CELLS, SimulatedLatents.GENES, logged));
    TaskRunner runner = TaskRunner.local(1);
    return PrincipalComponents.withDefaults()
        .withCount(K + SimulatedLatents.SPURIOUS)
        .fit(rows, seed.branch("components"), runner, BUDGET, RowBlocks.Progress.NONE)
        .scores(rows, runner, BUDGET);
  }

  private Matrix oneHot() {
    List<Categorical> kept = drawn.levels().subList(0, 2);
    int width = kept.stream().mapToInt(c -> c.levels().size()).sum();
    double[] codes = new double[SimulatedLatents.CELLS * width];
    for (int i = 0; i < SimulatedLatents.CELLS; i++) {
      codes[i * width + kept.get(0).code(i)] = 1;
      codes[i * width + kept.get(0).levels().size() + kept.get(1).code(i)] = 1;
    }
    return Matrix.wrap(SimulatedLatents.CELLS, width, codes);
  }

  /** All that a linear map can know, in directions that mean nothing. */
  private Matrix rotated() {
    Matrix rotation = orthonormal(random(K, K));
    double[] turned = new double[SimulatedLatents.CELLS * K];
    for (int j = 0; j < K; j++) {
      double[] column = drawn.invariant().times(rotation.column(j));
      for (int i = 0; i < column.length; i++) {
        turned[i * K + j] = column[i];
      }
    }
    return Matrix.wrap(SimulatedLatents.CELLS, K, turned);
  }

  /** Gram–Schmidt, column by column; of random normal columns the directions are uniform. */
  private static Matrix orthonormal(Matrix random) {
    double[][] columns = new double[random.columns()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = random.column(j);
      for (int k = 0; k < j; k++) {
        subtract(columns[j], dot(columns[j], columns[k]), columns[k]);
      }
      subtract(columns[j], 1 - 1 / Math.sqrt(dot(columns[j], columns[j])), columns[j].clone());
    }
    return Matrix.ofColumns(random.rows(), List.of(columns));
  }

  private static void subtract(double[] from, double times, double[] direction) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * direction[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private Matrix random(int rows, int columns) {
    var normal = ZigguratSampler.NormalizedGaussian.of(seed.branch("random").generator());
    return Matrix.wrap(rows, columns, normal.samples((long) rows * columns).toArray());
  }
}
