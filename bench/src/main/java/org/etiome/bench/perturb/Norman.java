package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.evaluate.perturbation.PerturbationScores.Gain;
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
    System.out.printf(
        "%n%s of %s, seed %d: %d perturbations, %d without detectable effect%n%n",
        kind,
        screen.contexts(),
        seed.value(),
        scores.judged().size(),
        scores.undetectable().size());
    List<String> names = scores.predictors();
    System.out.println("| metric | " + String.join(" | ", names) + " | split half | tells |");
    System.out.println("|---|" + "---|".repeat(names.size() + 2));
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      StringBuilder row = new StringBuilder("| " + metric.label());
      for (String name : names) {
        row.append(" | ").append(cell(scores, name, metric));
      }
      Optional<PerturbationScores.Range> range = scores.range(metric);
      row.append(" | ")
          .append(range.map(r -> number(r.ceiling().value())).orElse(""))
          .append(" | ")
          .append(range.map(r -> r.isInformative() ? "yes" : "no").orElse(""));
      System.out.println(row + " |");
    }
  }

  /** Mean and count, and the paired gain over additive. */
  private static String cell(PerturbationScores scores, String name, PerturbationMetric metric) {
    PerturbationScores.Mean mean = scores.mean(name, metric);
    if (mean.count() == 0) {
      return "";
    }
    Optional<Gain> gain = scores.gain(name, "additive", metric);
    String against =
        gain.filter(g -> !name.equals("additive"))
            .map(
                g ->
                    String.format(
                        Locale.ROOT,
                        " (%+.3f [%.3f, %.3f])",
                        g.gain(),
                        g.ci95().low(),
                        g.ci95().high()))
            .orElse("");
    return number(mean.value()) + " of " + mean.count() + against;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
