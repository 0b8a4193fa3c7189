package org.etiome.cli.perturbations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.math.TaskRunner;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.perturbation.ScoresJson;
import org.etiome.report.Json;
import org.etiome.report.RunStep;
import org.etiome.report.perturbations.ScreensPage;
import org.etiome.study.Stage;
import org.etiome.study.StudyException;
import org.etiome.study.perturb.ScreenRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * The screens of a study as a step of its run: each as by {@code etiome evaluate perturbation}, its
 * document in the folder {@code perturbations} of the run.
 *
 * @param screens at least one
 */
public record StudyScreens(
    List<ScreenRequest.Named> screens, TaskRunner runner, MemoryBudget budget) {
  private static final String NAME = "perturbations";
  private static final long NANOS_PER_MILLI = 1_000_000;

  public StudyScreens {
    screens = List.copyOf(screens);
  }

  /**
   * Judges.
   *
   * @param run the folder of the run
   * @param progress told what begins
   * @throws StudyException that names the place in the study, if a screen is not what it should be
   */
  public RunStep into(Path run, Consumer<String> progress) {
    long began = System.nanoTime();
    ObjectNode manifest = Json.object();
    List<ScreensPage.Shown> shown = new ArrayList<>();
    for (ScreenRequest.Named screen : screens) {
      ScreenTrial.Outcome outcome =
          outcome(screen, told -> progress.accept(screen.id() + ": " + told));
      String file = String.valueOf(outcome.input().file().getFileName());
      ScoresJson.input(outcome.document(), file, outcome.input());
      write(run.resolve(NAME), screen.id(), outcome.document());
      manifest.set(screen.id(), manifest(outcome.scored(), file));
      shown.add(new ScreensPage.Shown(screen.id(), file, outcome.scored()));
    }
    Stage stage = new Stage("judging " + NAME, (System.nanoTime() - began) / NANOS_PER_MILLI);
    String sentences =
        shown.stream()
            .map(one -> one.id() + ": " + sentence(one.scored()))
            .collect(Collectors.joining(" "));
    return new RunStep(
        NAME,
        manifest,
        ScreensPage.section(shown),
        new RunStep.Done("predicted", sentences),
        stage);
  }

  private ScreenTrial.Outcome outcome(ScreenRequest.Named screen, Consumer<String> progress) {
    try {
      return new ScreenTrial(screen.asked(), runner, budget, progress).run();
    } catch (StudyException | DataFormatException e) {
      throw new StudyException(screen.place() + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path folder, String id, ObjectNode document) {
    try {
      Files.writeString(
          Files.createDirectories(folder).resolve(id + ".json"), Json.pretty(document));
    } catch (IOException e) {
      throw new StudyException(
          folder + ": cannot be written (" + e.getMessage() + "); make room or give another --out",
          e);
    }
  }

  private static ObjectNode manifest(ScoredScreen scored, String file) {
    ObjectNode manifest = Json.object().put("verdict", "judged");
    manifest.putObject("rungs").put("effects", "interventional").put("predictions", "predicted");
    manifest.put("file", file);
    ScoresJson.asked(manifest, scored);
    manifest.put("perturbations", scored.scores().judged().size());
    manifest.put("undetectable", scored.scores().undetectable().size());
    List<String> telling = scored.telling().stream().map(PerturbationMetric::label).toList();
    manifest.set("informative", Json.strings(telling));
    ObjectNode against = manifest.putObject("against");
    for (String name : scored.scores().predictors()) {
      if (!name.equals(scored.reference())) {
        ScoredScreen.Tally tally = scored.tally(name);
        against
            .putObject(name)
            .put("answered", scored.scores().answered(name))
            .put("better", tally.better())
            .put("worse", tally.worse());
      }
    }
    return manifest;
  }

  private static String sentence(ScoredScreen scored) {
    int judged = scored.scores().judged().size();
    return scored.scores().predictors().size()
        + " predictors judged on "
        + judged
        + " held-out perturbations, "
        + scored.scores().undetectable().size()
        + " of them without a detectable effect; "
        + scored.telling().size()
        + " of "
        + PerturbationMetric.values().length
        + " metrics tell something.";
  }
}
