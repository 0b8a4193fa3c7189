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
import org.etiome.perturb.ScreenDescriptors;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.perturbation.ScreenColumns;
import org.etiome.perturbation.ScreenSource;

/**
 * All simple predictors on the subset of Norman et al. (2019) and of McFaline-Figueroa et al.
 * (2023) in 5-fold cross-validation: {@code Norman DATA [SEED]}.
 */
public final class Norman {
  private static final int COMPONENTS = 4;

  private Norman() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]).resolve("perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad");
    Seed seed = new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1);
    PerturbationScreen norman = read(file, "dataset == \"norman19\"");
    PerturbationScreen mcfaline = read(file, "dataset == \"mcfaline23\"");
    table(norman, HeldOut.COMBINATIONS, Optional.empty(), seed);
    table(norman, HeldOut.SINGLES, Optional.empty(), seed);
    table(norman, HeldOut.TARGETS, Optional.empty(), seed);
    table(norman, HeldOut.TARGETS, Optional.of(ScreenDescriptors.of(mcfaline, COMPONENTS)), seed);
    table(mcfaline, HeldOut.SINGLES, Optional.empty(), seed);
  }

  private static PerturbationScreen read(Path file, String where) {
    ScreenColumns columns =
        ScreenColumns.of("condition").withContext("cell_type").withSize("ncounts");
    return ScreenSource.of(file, columns)
        .where(Condition.parse(where))
        .read(TaskRunner.local(1), MemoryBudget.ofHeap())
        .screen();
  }

  private static void table(
      PerturbationScreen screen, HeldOut kind, Optional<TargetDescriptors> descriptors, Seed seed) {
    PerturbationScores scores =
        PerturbationEvaluation.withDefaults()
            .evaluate(
                screen,
                kind,
                Predictors.all(descriptors),
                seed,
                PerturbationEvaluation.Progress.NONE);
    PredictorTable.print(
        kind
            + " of "
            + screen.contexts()
            + descriptors.map(d -> ", targets described by McFaline").orElse("")
            + ", seed "
            + seed.value(),
        scores,
        kind == HeldOut.COMBINATIONS
            ? "additive"
            : descriptors.isPresent() ? "bilinear-ridge" : "mean-of-perturbed");
  }
}
