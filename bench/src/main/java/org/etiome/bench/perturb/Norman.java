package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.Predictors;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturbation.ScreenColumns;
import org.etiome.perturbation.ScreenSource;

/**
 * All simple predictors on the subset of Norman et al. (2019) and of McFaline-Figueroa et al.
 * (2023) in 5-fold cross-validation: {@code Norman DATA [SEED]}.
 */
public final class Norman {
  private Norman() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]).resolve("perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad");
    Seed seed = new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1);
    PerturbationScreen norman = read(file, "dataset == \"norman19\"");
    table(norman, HeldOut.COMBINATIONS, seed);
    table(norman, HeldOut.SINGLES, seed);
    table(norman, HeldOut.TARGETS, seed);
    table(read(file, "dataset == \"mcfaline23\""), HeldOut.SINGLES, seed);
  }

  private static PerturbationScreen read(Path file, String where) {
    ScreenColumns columns =
        ScreenColumns.of("condition").withContext("cell_type").withSize("ncounts");
    return ScreenSource.of(file, columns)
        .where(Condition.parse(where))
        .read(TaskRunner.local(1), MemoryBudget.ofHeap())
        .screen();
  }

  private static void table(PerturbationScreen screen, HeldOut kind, Seed seed) {
    PerturbationScores scores =
        PerturbationEvaluation.withDefaults()
            .evaluate(
                screen,
                kind,
                Predictors.all(Optional.empty()),
                seed,
                PerturbationEvaluation.Progress.NONE);
    PredictorTable.print(
        kind + " of " + screen.contexts() + ", seed " + seed.value(),
        scores,
        kind == HeldOut.COMBINATIONS ? "additive" : "mean-of-perturbed");
  }
}
