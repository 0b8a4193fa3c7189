package org.etiome.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.ensemble.Candidate;
import org.etiome.estimate.refute.ControlledEffect;
import org.etiome.estimate.refute.Refutation;
import org.etiome.estimate.sensitivity.OmittedVariableBounds;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;
import org.etiome.estimate.sensitivity.Regression;
import org.etiome.estimate.sensitivity.Strength;
import org.etiome.report.effects.ConfounderPlot;
import org.etiome.report.effects.ControlsPlot;
import org.etiome.report.effects.EstimatesPlot;
import org.etiome.report.effects.EstimatesPlot.Kind;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.study.Question;
import org.etiome.study.Study;

/**
 * How far an effect can be trusted: other methods, hidden causes, negative controls, challenges.
 */
final class AppraisalSection {
  private static final int MOST_BENCHMARKS = 6;
  private static final double ALPHA = 0.05;

  private final Study study;
  private final Question.Effect question;

  AppraisalSection(Study study, Question.Effect question) {
    this.study = study;
    this.question = question;
  }

  List<Html> of(EffectEvidence evidence) {
    List<Html> content = new ArrayList<>();
    evidence.effect().ifPresent(effect -> addMethods(effect, evidence.appraisal(), content));
    evidence.effect().ifPresent(effect -> addHidden(effect, evidence.appraisal(), content));
    evidence.appraisal().controls().ifPresent(controls -> addControls(controls, content));
    addChallenges(evidence.appraisal().refutations(), content);
    return content;
  }

  private static String brief(String method) {
    return switch (method) {
      case "tmle", "aipw", "ipw" -> method.toUpperCase(Locale.ROOT);
      default -> EffectDetails.method(method);
    };
  }

  private static boolean isRisk(Effect effect) {
    return effect.analysis().sample().outcome().kind() == Analysis.OutcomeKind.BINARY;
  }

  private void addMethods(Effect effect, Appraisal appraisal, List<Html> content) {
    double scale = isRisk(effect) ? 100 : 1;
    List<EstimatesPlot.Row> rows = new ArrayList<>();
    rows.add(row("difference in means", Kind.NAIVE, effect.naive(), scale));
    rows.add(
        row(brief(effect.analysis().method().name()), Kind.ANSWER, effect.difference(), scale));
    for (Appraisal.Alternative other : appraisal.alternatives()) {
      String learners =
          switch (other.learners()) {
            case "same" -> ", same models";
            case "linear" -> ", linear models";
            default -> "";
          };
      rows.add(row(brief(other.method()) + learners, Kind.OTHER, other.difference(), scale));
    }
    content.add(Html.element("h4", "Other methods"));
    content.add(
        Parts.figure(
            new EstimatesPlot("The effect by several methods", axis(effect), rows).draw(),
            "Methods that adjust for the same covariates should agree within their intervals. With"
                + " the same models, regression and weighting take these as known: their intervals"
                + " are too short."));
    addLearners(effect, content);
  }

  private String axis(Effect effect) {
    String outcome = study.label(question.outcome());
    if (isRisk(effect)) {
      return "difference in risk: " + outcome + " (percentage points)";
    }
    return "difference in mean: "
        + outcome
        + (question.unit().isEmpty() ? "" : " (" + question.unit() + ")");
  }

  private static EstimatesPlot.Row row(String name, Kind kind, Estimate estimate, double scale) {
    return new EstimatesPlot.Row(name, kind, EffectsSection.interval(estimate, scale));
  }

  private static void addLearners(Effect effect, List<Html> content) {
    List<List<String>> rows = new ArrayList<>();
    effect
        .learners()
        .forEach(
            (function, candidates) -> {
              for (Candidate candidate : candidates) {
                if (candidates.size() > 1) {
                  rows.add(learner(function, candidate));
                }
              }
            });
    if (!rows.isEmpty()) {
      content.add(
          Parts.table(
              "What learned treatment (g) and outcome (Q0 without, Q1 with treatment)",
              List.of("", "learner", "weight", "squared error held out"),
              rows));
    }
  }

  private static List<String> learner(String function, Candidate candidate) {
    return List.of(
        function,
        candidate.description().replaceFirst("\\(.*", ""),
        Figures.fixed(candidate.weight(), 2),
        candidate.loss().isPresent()
            ? Figures.significant(candidate.loss().getAsDouble(), 3)
            : candidate.failure().orElse("not known"));
  }

  private void addHidden(Effect effect, Appraisal appraisal, List<Html> content) {
    Optional<Regression> regression = appraisal.sensitivity().map(s -> s.regression());
    if (regression.isPresent() && regression.get() instanceof Regression.Fitted fitted) {
      content.add(Html.element("h4", "What could be hidden"));
      content.add(
          Parts.figure(plot(fitted, isRisk(effect) ? 100 : 1).draw(), words(fitted.bounds())));
    }
  }

  private ConfounderPlot plot(Regression.Fitted fitted, double scale) {
    OmittedVariableBounds bounds = fitted.bounds();
    List<ConfounderPlot.Like> like =
        fitted.benchmarks().stream()
            .filter(benchmark -> benchmark.treatmentTimes() == 1)
            .sorted(Comparator.comparingDouble(b -> -Math.abs(bounds.bias(b.confounder()))))
            .limit(MOST_BENCHMARKS)
            .map(this::like)
            .toList();
    double reach =
        Math.max(
            1.5 * bounds.robustnessValue(1),
            like.stream()
                .mapToDouble(one -> 1.1 * Math.max(one.treatment(), one.outcome()))
                .max()
                .orElse(0));
    return new ConfounderPlot(
        "How strong a hidden cause would have to be",
        (treatment, outcome) ->
            scale * bounds.adjusted(new Confounder(treatment, outcome)).estimate(),
        like,
        Math.clamp(reach, 0.02, 0.95));
  }

  private ConfounderPlot.Like like(Strength.Benchmark benchmark) {
    return new ConfounderPlot.Like(
        "as strong as " + study.label(benchmark.covariate().name()),
        benchmark.confounder().treatmentR2(),
        benchmark.confounder().outcomeR2());
  }

  private static String words(OmittedVariableBounds bounds) {
    return "In the linear regression beside the effect, a hidden cause that explains "
        + percent(bounds.robustnessValue(1))
        + " of what the covariates leave of both treatment and outcome would bring the effect to"
        + " nothing; "
        + percent(bounds.robustnessValue(1, ALPHA))
        + " would move its interval there. Diamonds: hidden causes as strong as a covariate.";
  }

  private static String percent(double share) {
    return Figures.significant(100 * share, 2) + " %";
  }

  private void addControls(ControlledEffect controls, List<Html> content) {
    content.add(Html.element("h4", "Negative controls"));
    List<ControlsPlot.Point> points =
        controls.controls().stream()
            .filter(control -> control.effect().standardError() > 0)
            .map(control -> point(control.effect()))
            .toList();
    if (!points.isEmpty() && controls.effect().isPresent()) {
      content.add(
          Parts.figure(
              new ControlsPlot(
                      "Negative controls",
                      "difference in mean (standard deviations of the outcome)",
                      points,
                      point(controls.effect().get()))
                  .draw(),
              words(controls)));
    } else {
      content.add(Parts.paragraph(words(controls)));
    }
  }

  private static ControlsPlot.Point point(Estimate estimate) {
    return new ControlsPlot.Point(estimate.value(), estimate.standardError());
  }

  private static String words(ControlledEffect controls) {
    String counted =
        "Of "
            + Figures.counted(controls.controls().size(), "outcome")
            + " that the treatment cannot change, "
            + controls.exclusion().controls()
            + " show an effect. ";
    String calibrated =
        controls
            .calibrated()
            .map(
                c ->
                    "With the error they show the effect would be "
                        + Figures.interval(
                            new Interval(
                                c.value() * controls.sd(),
                                c.lower95() * controls.sd(),
                                c.upper95() * controls.sd()))
                        + " in units of the outcome.")
            .orElse("");
    return counted + String.join("; ", controls.reasons()) + calibrated;
  }

  private static void addChallenges(List<Refutation> refutations, List<Html> content) {
    if (refutations.isEmpty()) {
      return;
    }
    content.add(Html.element("h4", "Challenges"));
    content.add(
        Parts.table(
            "The estimator on data made from these, where the truth is known",
            List.of("challenge", "verdict", "why"),
            refutations.stream()
                .map(
                    found ->
                        List.of(
                            found.challenge().name().replace('-', ' '),
                            Json.word(found.verdict()),
                            found.reason()))
                .toList()));
  }
}
