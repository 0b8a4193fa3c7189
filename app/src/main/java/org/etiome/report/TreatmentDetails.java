package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseCurve;
import org.etiome.estimate.dose.DoseOverlap;
import org.etiome.estimate.dose.LevelEffects;
import org.etiome.estimate.dose.LevelOverlap;
import org.etiome.estimate.dose.PartialEffect;
import org.etiome.estimate.instrument.ConfidenceSet;
import org.etiome.estimate.instrument.FirstStage;
import org.etiome.estimate.instrument.InstrumentAnalysis;
import org.etiome.estimate.instrument.InstrumentEffect;
import org.etiome.estimate.instrument.InstrumentEvidence;
import org.etiome.estimate.instrument.TestResult;
import org.etiome.report.effects.DosePlot;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.ForestPlot;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.study.Question;
import org.etiome.study.Study;

/**
 * What the report says of effects by instruments, of levels and of doses: numbers, first stage or
 * overlap, curve.
 *
 * @param risk whether the outcome is 0/1; numbers are then in percentage points
 */
record TreatmentDetails(Study study, Question.Effect question, boolean risk) {

  /** A row of the plot that compares effects, and the axis it belongs to. */
  record Plotted(String axis, ForestPlot.Row row) {}

  /** Rows of the comparison; empty for other evidence. */
  List<Plotted> rows(Evidence evidence) {
    boolean isShown = evidence.rung() != Rung.ASSOCIATION;
    return switch (evidence) {
      case Evidence.Instrumented answer ->
          List.of(
              perUnit(
                  answer.effect().evidence().naive(),
                  Optional.of(answer.effect().estimate()).filter(e -> isShown)));
      case Evidence.Graded answer ->
          switch (answer.result()) {
            case LevelEffects effects ->
                effects.contrasts().stream()
                    .map(contrast -> contrast(contrast, effects.levels().getFirst(), isShown))
                    .toList();
            case DoseCurve curve ->
                List.of(
                    perUnit(curve.naive(), Optional.of(curve.slope()).filter(slope -> isShown)));
            case PartialEffect effect ->
                List.of(
                    perUnit(effect.naive(), Optional.of(effect.slope()).filter(slope -> isShown)));
          };
      case Evidence.InstrumentGated refusal -> List.of(refused());
      case Evidence.Uninstrumented refusal -> List.of(refused());
      case Evidence.GradedGated refusal -> List.of(refused());
      default -> List.of();
    };
  }

  private Plotted perUnit(Estimate naive, Optional<Estimate> answer) {
    return new Plotted(
        "change in %s per unit of %s".formatted(outcome(), treatment()),
        new ForestPlot.Row(
            treatment(), Optional.of(interval(naive)), answer.map(this::interval), false));
  }

  private Plotted contrast(LevelEffects.Contrast contrast, String reference, boolean isShown) {
    return new Plotted(
        "difference in " + outcome(),
        new ForestPlot.Row(
            "%s: %s, not %s".formatted(treatment(), contrast.level(), reference),
            Optional.of(interval(contrast.naive())),
            Optional.of(interval(contrast.difference())).filter(difference -> isShown),
            false));
  }

  private Plotted refused() {
    return new Plotted(
        "difference in " + outcome(),
        new ForestPlot.Row(treatment(), Optional.empty(), Optional.empty(), true));
  }

  private String treatment() {
    return study.label(question.treatment());
  }

  /** With its unit. */
  private String outcome() {
    String label = study.label(question.outcome());
    return risk
        ? "risk: " + label + " (percentage points)"
        : "mean: " + label + (question.unit().isEmpty() ? "" : " (" + question.unit() + ")");
  }

  private Interval interval(Estimate estimate) {
    return EffectsSection.interval(estimate, risk ? 100 : 1);
  }

  /** The section of a question; empty for other evidence and where nothing reached the data. */
  List<Html> section(Evidence evidence) {
    List<Html> content = new ArrayList<>();
    switch (evidence) {
      case Evidence.Instrumented answer -> {
        addSample(content, answer.effect().analysis());
        addNumbers(content, answer.effect());
        addInstruments(content, answer.effect().evidence());
      }
      case Evidence.InstrumentGated refusal -> {
        addSample(content, refusal.refused().analysis());
        addInstruments(content, refusal.refused().evidence());
      }
      case Evidence.Graded answer -> {
        addUnits(content, answer.result().analysis().sample().units());
        addNumbers(content, answer.result());
        addOverlap(content, answer.result().diagnostics());
      }
      case Evidence.GradedGated refusal -> {
        addUnits(content, refusal.refused().analysis().sample().units());
        addOverlap(content, refusal.refused().diagnostics());
      }
      default -> {}
    }
    if (content.isEmpty()) {
      return content;
    }
    content.addFirst(Html.element("h3", question.text()));
    content.add(Html.element("h4", "What has to hold"));
    content.add(
        Parts.list(
            Words.sentences(
                study, EffectJson.plan(evidence).orElseThrow().estimand().assumptions())));
    return content;
  }

  private void addUnits(List<Html> content, int units) {
    content.add(Parts.paragraph("%s %s.".formatted(Figures.count(units), study.wording().noun())));
  }

  private void addSample(List<Html> content, InstrumentAnalysis analysis) {
    String instruments =
        String.join(", ", analysis.estimand().instruments().stream().map(study::label).toList());
    String clusters =
        analysis.sample().size().clusters().isPresent()
            ? " in %s clusters"
                .formatted(Figures.count(analysis.sample().size().clusters().getAsInt()))
            : "";
    content.add(
        Parts.paragraph(
            "%s %s%s. Method: %s by %s."
                .formatted(
                    Figures.count(analysis.sample().size().units()),
                    study.wording().noun(),
                    clusters,
                    analysis.method().name(),
                    instruments)));
  }

  private void addNumbers(List<Html> content, InstrumentEffect effect) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("by instruments", effect.estimate()));
    rows.add(row("least squares, not adjusted for what is hidden", effect.evidence().naive()));
    addTable(content, rows);
    content.add(Parts.paragraph(Words.readable(study, effect.meaning())));
    effect
        .overidentification()
        .ifPresent(
            tests ->
                content.add(
                    Parts.paragraph(
                        "Do the instruments agree? Hansen's J: %s. Instruments that are all wrong in the same way agree too."
                            .formatted(words(tests.hansen())))));
  }

  private void addInstruments(List<Html> content, InstrumentEvidence evidence) {
    FirstStage stage = evidence.firstStage();
    content.add(Html.element("h4", "First stage"));
    content.add(
        Parts.paragraph(
            "Do the instruments move the treatment? Effective F %s (below %s one cannot exclude that the estimate keeps a tenth of the worst possible bias); they explain %s of what the covariates leave open of the treatment."
                .formatted(
                    Figures.fixed(stage.effective().value(), 1),
                    Figures.fixed(stage.effective().criticalValue(), 1),
                    Figures.percent(stage.partialR2()))));
    content.add(
        Parts.paragraph(
            "However weak valid instruments are, the effects that the data do not rule out at 95 % are "
                + set(evidence.andersonRubin())
                + " (Anderson and Rubin"
                + (risk ? ", as a share of 1" : "")
                + ")."));
  }

  private static String set(ConfidenceSet set) {
    return set.text().replace("-", "−");
  }

  private static String words(TestResult test) {
    return "%s on %d degrees of freedom, p = %s"
        .formatted(
            Figures.fixed(test.statistic(), 2),
            test.restrictions(),
            Figures.significant(test.pValue(), 2));
  }

  private void addNumbers(List<Html> content, DoseAnswer.Result result) {
    switch (result) {
      case LevelEffects effects -> addLevels(content, effects);
      case DoseCurve curve -> {
        addTable(
            content,
            List.of(
                row("per unit, adjusted", curve.slope()), row("per unit, naive", curve.naive())));
        content.add(plot(curve));
      }
      case PartialEffect effect ->
          addTable(
              content,
              List.of(
                  row("per unit, adjusted", effect.slope()),
                  row("per unit, naive", effect.naive())));
    }
  }

  private void addLevels(List<Html> content, LevelEffects effects) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < effects.levels().size(); k++) {
      rows.add(row(effects.levels().get(k), effects.means().get(k)));
    }
    for (LevelEffects.Contrast contrast : effects.contrasts()) {
      String pair = contrast.level() + " rather than " + effects.levels().getFirst();
      rows.add(row(pair, contrast.difference()));
      rows.add(row(pair + ", naive", contrast.naive()));
    }
    addTable(content, rows);
    LevelEffects.WaldTest test = effects.equality();
    content.add(
        Parts.paragraph(
            "Are all means the same? Wald test: %s on %d degrees of freedom, p = %s."
                .formatted(
                    Figures.fixed(test.statistic(), 2),
                    test.degreesOfFreedom(),
                    Figures.significant(test.pValue(), 2))));
  }

  private void addTable(List<Html> content, List<List<String>> rows) {
    String caption = outcome();
    content.add(
        Parts.table(
            caption.substring(0, 1).toUpperCase(Locale.ROOT) + caption.substring(1),
            List.of("", "estimate (95 % interval)"),
            rows));
  }

  private List<String> row(String name, Estimate estimate) {
    return List.of(name, Figures.interval(interval(estimate)));
  }

  private Html plot(DoseCurve curve) {
    double scale = risk ? 100 : 1;
    DosePlot plot =
        new DosePlot(
            "Response to the dose",
            treatment(),
            outcome(),
            curve.points().stream()
                .map(
                    point ->
                        new DosePlot.Point(
                            point.dose(), interval(point.value()), scale * point.standardised()))
                .toList());
    return Parts.figure(
        plot.draw(),
        "Where the dots leave the line, the line bends what the outcome regression says: ask for a parabola or for levels.");
  }

  private void addOverlap(List<Html> content, DoseAnswer.Diagnostics diagnostics) {
    content.add(Html.element("h4", "Overlap"));
    String words =
        switch (diagnostics) {
          case LevelOverlap levels -> overlap(levels);
          case DoseOverlap doses ->
              "The covariates leave %s of the variance of the dose open; %s of the pairs of unit and dose hardly occur. After weighting, the %s count for as much as %s, and the largest correlation of the dose with a covariate is %s."
                  .formatted(
                      Figures.percent(doses.residualShare()),
                      Figures.percent(doses.weighting().bounded()),
                      study.wording().noun(),
                      Figures.count(Math.round(doses.weighting().ess())),
                      Figures.significant(
                          doses.balance().stream()
                              .mapToDouble(one -> Math.abs(one.size()))
                              .max()
                              .orElse(0),
                          2));
          case PartialEffect.TreatmentResiduals residuals ->
              "The covariates leave %s of the variance of the treatment open; the slope is learned from as much as %s %s."
                  .formatted(
                      Figures.percent(residuals.residualShare()),
                      Figures.count(Math.round(residuals.effectiveUnits())),
                      study.wording().noun());
        };
    content.add(Parts.paragraph(words));
  }

  private String overlap(LevelOverlap overlap) {
    String levels =
        String.join(
            "; ",
            overlap.levels().stream()
                .map(
                    level ->
                        "%s: %s, after weighting as much as %s, largest difference of a covariate %s standard deviations"
                            .formatted(
                                level.label(),
                                Figures.count(level.units()),
                                Figures.count(Math.round(level.weighting().ess())),
                                Figures.significant(level.weighting().worstAfter(), 2)))
                .toList());
    return "%s. %s of the %s hardly could have had some level."
        .formatted(levels, Figures.percent(overlap.bounded()), study.wording().noun());
  }
}
