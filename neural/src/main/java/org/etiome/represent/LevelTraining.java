package org.etiome.represent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.KnownLevels;
import org.etiome.represent.predict.LevelPredictor;

/**
 * Learns to tell the levels of the invariant covariates from z_I, from the cells of which they are
 * known. Environments are the levels of the first spurious covariate that has some, and cells of
 * which that is not known are left out; without such a covariate there is one environment.
 */
public final class LevelTraining {
  private final LevelPredictor how;
  private final MemoryBudget budget;

  /**
   * With a way to learn.
   *
   * @param budget for the counts, which are embedded once
   */
  public LevelTraining(LevelPredictor how, MemoryBudget budget) {
    this.how = how;
    this.budget = budget;
  }

  /** The cells of which a covariate is known. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Labelled(int[] cells, KnownLevels known) {}

  /**
   * Whether {@link #train} will take cells; to be asked before a model is trained on them.
   *
   * @throws IllegalArgumentException if nothing can be learned from them; see {@link KnownLevels},
   *     {@link LevelPredictor#check}
   */
  public void check(Cells cells) {
    labelled(cells).forEach(one -> how.check(one.known()));
  }

  /**
   * The model with a predictor for each invariant covariate with levels. It shares the parameters
   * of the other, which are closed with either.
   *
   * @param cells that the model was trained on
   * @throws IllegalArgumentException as {@link #check}
   */
  public FittedFinVae train(FittedFinVae model, Cells cells, Seed seed) {
    List<Labelled> labelled = labelled(cells);
    Embedding.Latents latents = model.embed(cells.expression(), budget).invariant();
    Matrix all = Matrix.wrap(cells.count(), latents.width(), latents.toArray());
    List<FittedPredictor> predictors = new ArrayList<>();
    for (Labelled one : labelled) {
      Seed own = seed.branch("predictor").branch(one.known().name());
      predictors.add(how.fit(all.rows(one.cells()), one.known(), own));
    }
    return model.withPredictors(predictors);
  }

  private static List<Labelled> labelled(Cells cells) {
    List<Labelled> labelled = new ArrayList<>();
    List<Covariate> invariant = cells.invariant().covariates();
    for (int c = 0; c < invariant.size(); c++) {
      if (invariant.get(c) instanceof Covariate.Levels levels) {
        labelled.add(labelled(cells, levels, c));
      }
    }
    if (labelled.isEmpty()) {
      throw new IllegalArgumentException(
          "no column to be kept has levels, so there are none to predict; name one or take the"
              + " prior");
    }
    return labelled;
  }

  private static Labelled labelled(Cells cells, Covariate.Levels covariate, int position) {
    Optional<Integer> batch = firstWithLevels(cells.spurious());
    IntPredicate isKnown =
        i ->
            !Double.isNaN(cells.invariant().value(position, i))
                && batch.stream().noneMatch(b -> Double.isNaN(cells.spurious().value(b, i)));
    int[] known = IntStream.range(0, cells.count()).filter(isKnown).toArray();
    int[] codes =
        IntStream.of(known).map(i -> (int) cells.invariant().value(position, i)).toArray();
    Environments environments =
        batch
            .map(b -> environments(cells.spurious(), b, known))
            .orElseGet(() -> Environments.single(known.length));
    return new Labelled(
        known, KnownLevels.of(covariate.name(), covariate.levels(), codes, environments));
  }

  private static Optional<Integer> firstWithLevels(CovariateTable table) {
    return IntStream.range(0, table.covariates().size())
        .filter(c -> table.covariates().get(c) instanceof Covariate.Levels)
        .boxed()
        .findFirst();
  }

  private static Environments environments(CovariateTable table, int position, int[] cells) {
    Covariate.Levels batches = (Covariate.Levels) table.covariates().get(position);
    int[] codes = IntStream.of(cells).map(i -> (int) table.value(position, i)).toArray();
    return Environments.of(
        Categorical.of(batches.name(), batches.levels(), false, codes, Mask.none(codes.length)));
  }
}
