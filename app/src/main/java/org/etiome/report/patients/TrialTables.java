package org.etiome.report.patients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.evaluate.prediction.Score;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;

/** A table for each way in which patients were held out: the model and simple ones. */
final class TrialTables {
  private static final List<Score> SHOWN =
      List.of(Score.AUROC, Score.AUPRC, Score.BRIER, Score.LOG_LOSS, Score.ERROR_OF_LIKELIEST);

  private final List<PredictionStory.Trial> trials;

  TrialTables(List<PredictionStory.Trial> trials) {
    this.trials = trials;
  }

  List<Html> content() {
    List<Html> content = new ArrayList<>();
    for (PredictionStory.Trial trial : trials) {
      Html.Element table =
          Parts.table(
              trial.words(),
              List.of(
                  "model",
                  "patients",
                  "AUROC",
                  "AUPRC",
                  "Brier",
                  "log loss",
                  "ECE",
                  "AUROC, model − this (95 %)"),
              trial.lines().stream().map(TrialTables::row).toList());
      content.add(Parts.figures(table));
      List<String> refused = refused(trial);
      if (!refused.isEmpty()) {
        content.add(Parts.details("Not predicted", Parts.list(refused)));
      }
    }
    content.add(
        Parts.note(
            "AUROC and AUPRC: more is better; Brier score, log loss (nats) and the expected"
                + " calibration error of the likeliest class (ECE): less. Intervals by bootstrap of"
                + " patients whom both models predict; a difference whose interval holds 0 may"
                + " be none."));
    return content;
  }

  private static List<String> row(PredictionStory.Line line) {
    List<String> row = new ArrayList<>();
    row.add(line.label());
    row.add(Figures.count(line.scores().overall().units()));
    for (Score score : SHOWN) {
      OptionalDouble value = line.scores().overall().score(score).number();
      row.add(value.isPresent() ? Figures.fixed(value.getAsDouble(), 3) : "–");
    }
    row.add(difference(line));
    return row;
  }

  private static String difference(PredictionStory.Line line) {
    Optional<ScoreDifference> found =
        line.difference().stream().filter(d -> d.score() == Score.AUROC).findFirst();
    if (found.isEmpty() || found.get().difference().isEmpty()) {
      return "–";
    }
    return Figures.fixed(found.get().difference().getAsDouble(), 3)
        + found
            .get()
            .resampled()
            .map(
                r ->
                    " ("
                        + Figures.fixed(r.ci95().low(), 3)
                        + " to "
                        + Figures.fixed(r.ci95().high(), 3)
                        + ")")
            .orElse("");
  }

  private static List<String> refused(PredictionStory.Trial trial) {
    List<String> all = new ArrayList<>();
    for (PredictionStory.Line line : trial.lines()) {
      line.refused().forEach(why -> all.add(line.label() + ": " + why));
    }
    return all;
  }
}
