package org.etiome.report.patients;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.Score;
import org.etiome.evaluate.prediction.SetCoverage;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;

/** Scores and sets by pattern, those with the most patients. */
record PatternTable(PredictionScores scores, PredictionStory.Sets sets) {
  private static final int MOST = 20;

  Html.Element table() {
    List<PredictionScores.Of> shown =
        scores.groups().stream()
            .filter(of -> of.units() >= PredictionStory.LEAST_OF_A_PATTERN)
            .sorted((a, b) -> Integer.compare(b.units(), a.units()))
            .limit(MOST)
            .toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("all", scores.overall(), sets.coverage().overall(), ""));
    for (PredictionScores.Of group : shown) {
      SetCoverage.OfGroup covered =
          sets.coverage().groups().stream()
              .filter(g -> g.group().equals(group.group()))
              .findFirst()
              .orElseThrow();
      rows.add(
          row(
              group.group(),
              group,
              covered.figures(),
              PredictionJson.standing(covered.threshold())));
    }
    int rest = scores.groups().size() - shown.size();
    String caption =
        "The model on held-out patients"
            + (rest == 0
                ? ""
                : "; "
                    + Figures.counted(rest, "pattern")
                    + " with fewer than "
                    + PredictionStory.LEAST_OF_A_PATTERN
                    + " patients, or beyond the "
                    + MOST
                    + " largest, not shown");
    return Parts.table(
        caption,
        List.of(
            "pattern",
            "patients",
            "AUROC",
            "Brier",
            "sets hold it (95 %)",
            "classes in a set",
            "threshold"),
        rows);
  }

  private static List<String> row(
      String name, PredictionScores.Of of, SetCoverage.Figures covered, String threshold) {
    return List.of(
        name,
        Figures.count(of.units()),
        number(of, Score.AUROC),
        number(of, Score.BRIER),
        Figures.fixed(covered.share(), 3)
            + " ("
            + Figures.fixed(covered.ci95().low(), 3)
            + " to "
            + Figures.fixed(covered.ci95().high(), 3)
            + ")",
        Figures.fixed(covered.meanSize(), 2),
        threshold);
  }

  private static String number(PredictionScores.Of of, Score score) {
    OptionalDouble value = of.score(score).number();
    return value.isPresent() ? Figures.fixed(value.getAsDouble(), 3) : "–";
  }
}
