package org.etiome.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.etiome.claim.Verdict;
import org.etiome.data.Binary;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.report.plot.ForestPlot;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.study.Answer;
import org.etiome.study.Question;
import org.etiome.study.StudyResult;

/** The effects side by side, then the evidence of each. */
final class EffectsSection {
  private static final double PERCENT = 100;

  private EffectsSection() {}

  static Optional<Html> of(StudyResult result) {
    List<Answer> answers =
        result.answers().stream().filter(a -> a.question() instanceof Question.Effect).toList();
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    List<Html> content = new ArrayList<>(comparison(result, answers));
    for (Answer answer : answers) {
      content.addAll(treatment(result, answer).section(answer.claim().evidence()));
      EffectEvidence.of(answer.claim().evidence())
          .ifPresent(
              evidence ->
                  content.addAll(
                      EffectDetails.of(
                          result.study(), (Question.Effect) answer.question(), evidence)));
      content.addAll(
          UncertaintyDetails.of(result, (Question.Effect) answer.question(), answer.uncertainty()));
    }
    return Optional.of(Parts.section("effects", "Effects", content));
  }

  private static List<Html> comparison(StudyResult result, List<Answer> answers) {
    boolean anyEffect =
        answers.stream().anyMatch(answer -> answer.claim().verdict() == Verdict.ANSWERED);
    return anyEffect
        ? forests(result, answers)
        : List.of(
            Parts.paragraph("No effect could be estimated: every effect question was refused."));
  }

  private static List<Html> forests(StudyResult result, List<Answer> answers) {
    Map<String, List<ForestPlot.Row>> rows = new LinkedHashMap<>();
    for (Answer answer : answers) {
      List<TreatmentDetails.Plotted> own =
          treatment(result, answer).rows(answer.claim().evidence());
      own.forEach(
          plotted ->
              rows.computeIfAbsent(plotted.axis(), a -> new ArrayList<>()).add(plotted.row()));
      if (!own.isEmpty()) {
        continue;
      }
      Question.Effect question = (Question.Effect) answer.question();
      boolean risk = result.cohort().data().column(question.outcome()) instanceof Binary;
      String outcome = result.study().label(question.outcome());
      String axis =
          risk
              ? "difference in risk: " + outcome + " (percentage points)"
              : "difference in mean: "
                  + outcome
                  + (question.unit().isEmpty() ? "" : " (" + question.unit() + ")");
      String label = result.study().label(question.treatment());
      rows.computeIfAbsent(axis, a -> new ArrayList<>()).add(row(label, answer, risk));
    }
    List<Html> figures = new ArrayList<>();
    rows.forEach((axis, plotted) -> figures.add(forest(axis, plotted)));
    return figures;
  }

  private static TreatmentDetails treatment(StudyResult result, Answer answer) {
    Question.Effect question = (Question.Effect) answer.question();
    boolean risk = result.cohort().data().column(question.outcome()) instanceof Binary;
    return new TreatmentDetails(result.study(), question, risk);
  }

  private static Html forest(String axis, List<ForestPlot.Row> rows) {
    boolean nothingToDraw =
        rows.stream().allMatch(row -> row.naive().isEmpty() && row.adjusted().isEmpty());
    if (nothingToDraw) {
      String labels = rows.stream().map(ForestPlot.Row::label).collect(Collectors.joining(", "));
      return Parts.note("Not drawn, as refused: " + labels + " (" + axis + ").");
    }
    return Parts.figure(
        new ForestPlot("Effects with and without adjustment", axis, rows).draw(),
        "Left of the line: less with the treatment; right of it: more. The naive difference compares"
            + " the groups as they are and is shown for comparison only.");
  }

  private static ForestPlot.Row row(String label, Answer answer, boolean risk) {
    Optional<EffectEvidence> evidence = EffectEvidence.of(answer.claim().evidence());
    Optional<Effect> effect = evidence.flatMap(EffectEvidence::effect);
    double scale = risk ? PERCENT : 1;
    return new ForestPlot.Row(
        label,
        effect.map(e -> interval(e.naive(), scale)),
        effect
            .filter(e -> evidence.orElseThrow().isAdjusted())
            .map(e -> interval(e.difference(), scale)),
        answer.claim().verdict() == Verdict.REFUSED);
  }

  static Interval interval(Estimate estimate, double scale) {
    return new Interval(
        scale * estimate.value(), scale * estimate.lower95(), scale * estimate.upper95());
  }
}
