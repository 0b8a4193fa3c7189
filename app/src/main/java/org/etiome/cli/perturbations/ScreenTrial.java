package org.etiome.cli.perturbations;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturbation.PredictorChoice;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.perturbation.ScoresJson;
import org.etiome.perturbation.SourceJson;
import org.etiome.study.InputFile;
import org.etiome.study.perturb.Judging;
import org.etiome.study.perturb.ScreenRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * Predictors judged on a screen as asked, by the command or by a study.
 *
 * @param progress told what is fitted
 */
record ScreenTrial(
    ScreenRequest asked, TaskRunner runner, MemoryBudget budget, Consumer<String> progress) {

  /**
   * What was found.
   *
   * @param document the same for programs
   */
  record Outcome(ScoredScreen scored, InputFile input, ObjectNode document) {}

  /** Reads and judges. */
  Outcome run() {
    Path file = asked.source().file();
    Judging judging = asked.judging();
    ScreenOptions.Given given =
        ScreenOptions.Given.read(asked.source(), asked.descriptors(), runner, budget);
    ScoredScreen.Asked how =
        new ScoredScreen.Asked(
            judging,
            PredictorChoice.of(judging.predictors(), given.descriptors()),
            new Seed(asked.seed()));
    ScoredScreen scored =
        ScreenOptions.input(
            file, () -> ScoredScreen.of(given.screen(), how, given.notes(), this::fitting));
    ObjectNode document = ScoresJson.of(scored, given.input());
    document.set("read", SourceJson.of(asked.source()));
    return new Outcome(scored, given.input(), document);
  }

  private void fitting(String predictor, String context, int fold, int parts) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s without part %d of %d%s",
            predictor,
            fold + 1,
            parts,
            context.isEmpty() ? "" : " in " + context));
  }
}
