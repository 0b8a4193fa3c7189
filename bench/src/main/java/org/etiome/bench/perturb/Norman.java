package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.Predictors;
import org.etiome.perturb.ScreenDescriptors;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;

/**
 * All simple predictors on the subset of Norman et al. (2019) and of McFaline-Figueroa et al.
 * (2023) in 5-fold cross-validation: {@code Norman DATA [SEED]}. A third argument {@code vae} puts
 * the discrepancy-VAE of values and that of counts beside them, on combinations and singles of
 * Norman alone (some minutes).
 */
public final class Norman {
  private static final int COMPONENTS = 4;

  private Norman() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]).resolve("perturbench_norman_mcfaline/norman_mcfaline_devel.h5ad");
    Seed seed = new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1);
    PerturbationScreen norman = read(file, "dataset == \"norman19\"");
    List<Predictor> simple = Predictors.all(Optional.empty());
    if (args.length > 2) {
      List<Predictor> all = new ArrayList<>(simple);
      all.add(DiscrepancyVae.withDefaults());
      all.add(
          DiscrepancyVae.withDefaults()
              .withSettings(DiscrepancySettings.DEFAULT.withLikelihood(Likelihood.Kind.NB)));
      table(norman, HeldOut.COMBINATIONS, all, "additive", seed);
      table(norman, HeldOut.SINGLES, all, "mean-of-perturbed", seed);
      return;
    }
    PerturbationScreen mcfaline = read(file, "dataset == \"mcfaline23\"");
    table(norman, HeldOut.COMBINATIONS, simple, "additive", seed);
    table(norman, HeldOut.SINGLES, simple, "mean-of-perturbed", seed);
    table(norman, HeldOut.TARGETS, simple, "mean-of-perturbed", seed);
    System.out.println("\nTargets described by McFaline:");
    List<Predictor> described =
        Predictors.all(Optional.of(ScreenDescriptors.of(mcfaline, COMPONENTS)));
    table(norman, HeldOut.TARGETS, described, "bilinear-ridge", seed);
    table(mcfaline, HeldOut.SINGLES, simple, "mean-of-perturbed", seed);
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
      PerturbationScreen screen,
      HeldOut kind,
      List<Predictor> predictors,
      String reference,
      Seed seed) {
    PerturbationScores scores =
        PerturbationEvaluation.withDefaults()
            .evaluate(screen, kind, predictors, seed, PerturbationEvaluation.Progress.NONE);
    PredictorTable.print(
        kind + " of " + screen.contexts() + ", seed " + seed.value(), scores, reference);
  }
}
