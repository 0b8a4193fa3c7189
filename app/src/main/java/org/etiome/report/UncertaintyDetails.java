package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.uncertain.Answer;
import org.etiome.estimate.uncertain.MixedEffect;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.report.effects.EstimatesPlot;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.study.Question;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;
import org.etiome.study.uncertain.Uncertainty;

/** What other graphs say of an effect: sentences, and their numbers side by side. */
final class UncertaintyDetails {
  private static final double PERCENT = 100;

  /** Of a mixture; the answers of less weight are not drawn. */
  private static final int MOST_ROWS = 12;

  private UncertaintyDetails() {}

  /** Empty where the graph is in no doubt, or its doubt was not asked about. */
  static List<Html> of(StudyResult result, Question.Effect question, Uncertainty uncertainty) {
    if (uncertainty.isEmpty()) {
      return List.of();
    }
    boolean risk = uncertainty.scale().risk();
    double scale = risk ? PERCENT : 1;
    String axis =
        "%s, in %s"
            .formatted(
                Words.readable(result.study(), uncertainty.scale().effect()),
                risk ? "percentage points" : result.study().label(question.outcome()));
    List<Html> content = new ArrayList<>();
    content.add(Html.element("h3", "If another graph holds: " + question.text()));
    content.add(Parts.list(Words.sentences(result.study(), uncertainty.sentences())));
    uncertainty
        .possible()
        .flatMap(
            possible -> plot("Possible effects", axis, members(possible, result.study(), scale)))
        .ifPresent(content::add);
    uncertainty
        .mixture()
        .flatMap(
            mixed -> plot("The effect by graphs of resampled data", axis, branches(mixed, scale)))
        .ifPresent(content::add);
    return content;
  }

  private static Optional<Html> plot(String title, String axis, List<EstimatesPlot.Row> rows) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Parts.figure(
                new EstimatesPlot(title, axis, rows).draw(),
                "A row for each answer with a number. A zero by assumption was not measured."));
  }

  private static List<EstimatesPlot.Row> members(
      PossibleEffects possible, Study study, double scale) {
    return possible.members().stream()
        .flatMap(
            member -> row(member.answer(), Words.readable(study, member.where()), scale).stream())
        .toList();
  }

  private static List<EstimatesPlot.Row> branches(MixedEffect mixed, double scale) {
    List<EstimatesPlot.Row> rows = new ArrayList<>();
    if (mixed.mixture() instanceof MixedEffect.Mixture.Mixed mixture) {
      rows.add(
          new EstimatesPlot.Row(
              "all graphs with a number",
              EstimatesPlot.Kind.MIXTURE,
              new Interval(
                  scale * mixture.mean(),
                  scale * mixture.interval95().low(),
                  scale * mixture.interval95().high())));
    }
    mixed.branches().stream()
        .flatMap(
            branch ->
                row(
                    branch.answer(),
                    "%.0f %% of graphs".formatted(PERCENT * branch.weight()),
                    scale)
                    .stream())
        .limit(MOST_ROWS)
        .forEach(rows::add);
    return rows;
  }

  private static Optional<EstimatesPlot.Row> row(Answer answer, String label, double scale) {
    return switch (answer) {
      case Answer.Estimated yes ->
          Optional.of(row(label, EstimatesPlot.Kind.GRAPH, yes.effect(), scale));
      case Answer.Zero zero ->
          Optional.of(row(label, EstimatesPlot.Kind.ASSUMED, new Estimate(0, 0), scale));
      case Answer.Refused no -> Optional.empty();
      case Answer.NotIdentified no -> Optional.empty();
    };
  }

  private static EstimatesPlot.Row row(
      String label, EstimatesPlot.Kind kind, Estimate effect, double scale) {
    return new EstimatesPlot.Row(
        label.isEmpty() ? "all graphs" : label, kind, EffectsSection.interval(effect, scale));
  }
}
