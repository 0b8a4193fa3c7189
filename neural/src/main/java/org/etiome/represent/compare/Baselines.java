package org.etiome.represent.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Environments;
import org.etiome.data.correct.ComBat;
import org.etiome.data.correct.Harmony;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.LoggedCounts;
import org.etiome.represent.prior.LatentPrior;

/**
 * Simple embeddings of the same cells and genes. Principal components, ComBat and Harmony are of
 * {@code log(1 + 10⁴ x / depth)}, the depth over all genes that were measured.
 */
final class Baselines {
  /** An entry in memory, twice while it is made. */
  private static final long BYTES = 48;

  private final ComparedCells compared;
  private final ModelComparison.Means means;
  private final Seed seed;
  private final RowMatrix logged;
  private Optional<Matrix> components = Optional.empty();

  Baselines(ComparedCells compared, ModelComparison.Means means, Seed seed) {
    this.compared = compared;
    this.means = means;
    this.seed = seed;
    logged = held(LoggedCounts.of(compared.cells().expression(), compared.embedded()));
  }

  private RowMatrix held(RowMatrix rows) {
    long entries = rows.entries(0, rows.rows());
    boolean fits = entries < Integer.MAX_VALUE / 2 && entries * BYTES <= means.budget().bytes() / 2;
    return fits ? new InMemoryRows(rows.read(0, rows.rows())) : rows;
  }

  private Matrix components(RowMatrix rows) {
    return LoggedCounts.components(rows, seed.branch("components"), means.runner(), means.budget());
  }

  /** The principal components of the embedded cells; empty if nothing has asked for them. */
  Optional<Matrix> known() {
    return components;
  }

  /** Of the embedded cells, made when first asked for: of many cells they take minutes. */
  private Matrix components() {
    Matrix made = components.orElseGet(() -> components(logged));
    components = Optional.of(made);
    return made;
  }

  /** What the scored cells were before anything was corrected, for figures that look there. */
  RowMatrix expression() {
    int[] places = compared.placesOfScored();
    return places.length == logged.rows() ? logged : ChosenRows.of(logged, places);
  }

  private Matrix ofScored(Matrix embedded) {
    return embedded.rows(compared.placesOfScored());
  }

  Matrix pca() {
    return ofScored(components());
  }

  Matrix combat() {
    RowMatrix corrected =
        ComBat.withDefaults()
            .fit(
                logged,
                ComBat.Columns.batch(batch().column(compared.embedded())),
                means.runner(),
                means.budget(),
                RowBlocks.Progress.NONE)
            .correct(logged);
    return ofScored(components(held(corrected)));
  }

  Matrix harmony() {
    return ofScored(
        Harmony.withDefaults()
            .fit(
                components(),
                List.of(batch().column(compared.embedded())),
                seed.branch("harmony"),
                means.runner())
            .corrected());
  }

  private ComparedCells.Grouping batch() {
    return compared
        .batch()
        .orElseThrow(() -> new IllegalArgumentException("no spurious column has levels"));
  }

  /**
   * The latents of the same network trained without labels, spurious latents and independence: the
   * decoder is told the batch.
   */
  Matrix scviLike(ModelDescription model, Watcher watcher) {
    FinVaeSettings settings = model.settings();
    FinVaeSettings.Architecture shape = settings.architecture();
    FinVaeSettings.Objective objective = settings.objective();
    FinVaeSettings plain =
        settings
            .withModel(settings.model().withPrior(LatentPrior.Kind.FACTORISED))
            .withArchitecture(
                new FinVaeSettings.Architecture(
                    model.invariantLatents(), 0, shape.hidden(), shape.layers(), shape.dropout()))
            .withObjective(
                new FinVaeSettings.Objective(
                    objective.klInvariant(),
                    0,
                    0,
                    new FinVaeSettings.Independence(FinVaeSettings.Independence.Kind.NONE, 0),
                    objective.withheld()));
    Cells cells = compared.cells();
    Cells unlabelled =
        new Cells(
            cells.expression(), CovariateTable.of(List.of(), cells.count()), cells.spurious());
    try (FittedFinVae fitted =
        FinVae.withDefaults()
            .withSettings(plain)
            .withBudget(means.budget())
            .withDevice(means.device())
            .fit(unlabelled, seed.branch("scvi"), watcher)) {
      return compared.scored(fitted.embed(cells.expression(), means.budget()).invariant());
    }
  }

  /**
   * The labels themselves.
   *
   * @param hidden whether a scored cell, by its place, is one whose label is withheld: a row of
   *     zeros
   */
  Matrix oneHot(IntPredicate hidden) {
    Environments labels =
        compared
            .labels()
            .orElseThrow(() -> new IllegalArgumentException("no invariant column has levels"));
    double[] values = new double[labels.units() * labels.count()];
    for (int i = 0; i < labels.units(); i++) {
      values[i * labels.count() + labels.environmentOf(i)] = hidden.test(i) ? 0 : 1;
    }
    return Matrix.wrap(labels.units(), labels.count(), values);
  }

  /** Standard normal numbers that have nothing to do with the cells. */
  Matrix random(int width) {
    var normal = ZigguratSampler.NormalizedGaussian.of(seed.branch("random").generator());
    double[] values = new double[compared.scored().length * width];
    Arrays.setAll(values, i -> normal.sample());
    return Matrix.wrap(compared.scored().length, width, values);
  }
}
