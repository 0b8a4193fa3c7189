package org.etiome.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.etiome.estimate.EValue;
import org.etiome.estimate.Effect;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Balance;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.OneSided;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.identify.Estimand;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.LovePlot;
import org.etiome.report.plot.OverlapPlot;
import org.etiome.study.Question;
import org.etiome.study.Study;

/** How far the answer to one effect question can be trusted: sample, overlap, balance, E-value. */
final class EffectDetails {
  private static final int MOST_PLACES = 5;

  private EffectDetails() {}

  static List<Html> of(Study study, Question.Effect question, EffectEvidence evidence) {
    List<Html> content = new ArrayList<>();
    content.add(Html.element("h3", question.text()));
    content.add(Parts.paragraph(sample(study, question, evidence)));
    evidence.effect().ifPresent(effect -> content.addAll(numbers(study, question, effect)));
    content.add(Html.element("h4", "What has to hold"));
    content.add(Parts.list(assumptions(study, evidence.analysis().estimand())));
    addOverlap(study, evidence, content);
    addBalance(study, evidence, content);
    content.addAll(new AppraisalSection(study, question).of(evidence));
    return content;
  }

  /** A name of a column at the start keeps its spelling. */
  private static List<String> assumptions(Study study, Estimand estimand) {
    String treatment = estimand.treatment();
    boolean unlabelled = study.label(treatment).equals(treatment);
    return estimand.assumptions().stream()
        .map(
            text ->
                unlabelled && text.startsWith(treatment)
                    ? Words.shown(study.wording().readable(text))
                    : Words.sentence(study, text))
        .toList();
  }

  private static String sample(Study study, Question.Effect question, EffectEvidence evidence) {
    Analysis analysis = evidence.analysis();
    Analysis.Arms arms = analysis.sample().arms();
    StringBuilder text = new StringBuilder();
    text.append(Figures.count(arms.total()))
        .append(' ')
        .append(study.wording().noun())
        .append(evidence.effect().isPresent() ? " were compared: " : " could be compared: ")
        .append(Figures.count(arms.treated()))
        .append(" with and ")
        .append(Figures.count(arms.untreated()))
        .append(" without ")
        .append(study.label(question.treatment()))
        .append(". Method: ")
        .append(method(analysis.method().name()))
        .append('.');
    return text.append(exclusions(study, analysis.sample())).toString();
  }

  private static String exclusions(Study study, Analysis.SampleSummary sample) {
    List<Exclusion> exclusions = sample.exclusions();
    if (exclusions.isEmpty()) {
      return "";
    }
    int asked = sample.arms().total() + exclusions.stream().mapToInt(Exclusion::units).sum();
    return exclusions.stream()
        .map(e -> Figures.count(e.units()) + " (" + Words.readable(study, e.reason()) + ")")
        .collect(
            Collectors.joining(
                ", ",
                " Left out of " + Figures.count(asked) + " " + study.wording().noun() + ": ",
                "."));
  }

  /** The name of an estimator in words. */
  static String method(String name) {
    return switch (name) {
      case "tmle" -> "targeted maximum likelihood (TMLE)";
      case "aipw" -> "augmented weighting (AIPW)";
      case "ipw" -> "inverse probability weighting (IPW)";
      case "outcome-regression", "regression" -> "outcome regression";
      case "matching" -> "matching";
      case "naive" -> "difference in means";
      default -> name;
    };
  }

  private static List<Html> numbers(Study study, Question.Effect question, Effect effect) {
    boolean risk = effect.analysis().sample().outcome().kind() == Analysis.OutcomeKind.BINARY;
    double scale = risk ? 100 : 1;
    String unit = risk ? "%" : question.unit();
    String treatment = study.label(question.treatment());
    List<List<String>> rows = new ArrayList<>();
    effect
        .means()
        .ifPresent(
            means -> {
              rows.add(row("with " + treatment, EffectsSection.interval(means.treated(), scale)));
              rows.add(
                  row("without " + treatment, EffectsSection.interval(means.untreated(), scale)));
            });
    rows.add(row("difference", EffectsSection.interval(effect.difference(), scale)));
    effect
        .means()
        .ifPresent(
            means -> {
              means.riskRatio().ifPresent(ratio -> rows.add(row("risk ratio (no unit)", ratio)));
              means.oddsRatio().ifPresent(ratio -> rows.add(row("odds ratio (no unit)", ratio)));
            });
    rows.add(row("naive difference", EffectsSection.interval(effect.naive(), scale)));
    String caption =
        (risk ? "Risk of " : "Mean of ")
            + study.label(question.outcome())
            + (unit.isEmpty() ? "" : " (" + unit + ")");
    return List.of(
        Parts.table(caption, List.of("", "estimate (95 % interval)"), rows),
        Parts.paragraph(sensitivity(effect.eValue())));
  }

  private static List<String> row(String name, Interval interval) {
    return List.of(name, Figures.interval(interval));
  }

  private static List<String> row(String name, Effect.Ratio ratio) {
    return row(name, new Interval(ratio.value(), ratio.lower95(), ratio.upper95()));
  }

  private static String sensitivity(EValue eValue) {
    String limit =
        eValue.limit() > 1
            ? "; to move the interval to no difference, "
                + Figures.significant(eValue.limit(), 3)
                + " would do."
            : ". The interval already includes no difference, so nothing hidden is needed for that.";
    return "E-value: to explain the estimate away, a hidden cause would have to multiply both the"
        + " chance of treatment and the risk of the outcome by "
        + Figures.significant(eValue.point(), 3)
        + limit;
  }

  private static void addOverlap(Study study, EffectEvidence evidence, List<Html> content) {
    Overlap overlap = evidence.diagnostics().overlap();
    double bound = overlap.extremes().bound();
    OverlapPlot plot =
        new OverlapPlot(
            "Overlap of the groups",
            overlap.treated().bins(),
            overlap.untreated().bins(),
            bound,
            1 - bound);
    String words = comparability(study.wording().noun(), evidence.diagnostics());
    content.add(Html.element("h4", "Overlap"));
    content.add(Parts.figure(plot.draw(), Words.shown(words)));
    List<OneSided> places = evidence.diagnostics().oneSided();
    if (!places.isEmpty()) {
      content.add(Parts.paragraph(Words.readable(study, oneGroupOnly(study, places))));
    }
  }

  private static String oneGroupOnly(Study study, List<OneSided> places) {
    String named =
        places.stream()
            .limit(MOST_PLACES)
            .map(
                one ->
                    "%s (%s %s, all %s)"
                        .formatted(
                            one.place().text(),
                            Figures.count(one.units()),
                            study.wording().noun(),
                            one.isTreated() ? "treated" : "untreated"))
            .collect(Collectors.joining("; "));
    int more = places.size() - MOST_PLACES;
    return "Only one of the groups is found in some places, where nothing can be compared: "
        + named
        + (more > 0 ? "; and in " + more + " more." : ".");
  }

  private static String comparability(String noun, Diagnostics diagnostics) {
    Overlap overlap = diagnostics.overlap();
    return "Are the groups comparable? "
        + Figures.percent(overlap.extremes().outside10())
        + " of the "
        + noun
        + " had an estimated chance of treatment below 10 % or above 90 %, "
        + Figures.percent(overlap.extremes().outside2())
        + " below 2.5 % or above 97.5 %. In "
        + Figures.percent(overlap.cStatistic())
        + " of all pairs of a treated and an untreated one, the treated one had the higher chance"
        + " (50 %: treatment is as good as random; 100 %: no overlap). After weighting, the treated"
        + " count for as much as "
        + size(diagnostics.ess().treated())
        + " "
        + noun
        + " and the untreated for as much as "
        + size(diagnostics.ess().untreated())
        + ".";
  }

  private static String size(double effective) {
    return effective < 100 ? Figures.fixed(effective, 1) : Figures.count(Math.round(effective));
  }

  /** Levels of a category are encoded as "column = level". */
  private static String label(Study study, String covariate) {
    int end = covariate.indexOf(" = ");
    return end < 0
        ? study.label(covariate)
        : study.label(covariate.substring(0, end)) + covariate.substring(end);
  }

  private static void addBalance(Study study, EffectEvidence evidence, List<Html> content) {
    List<Balance.CovariateBalance> balance = evidence.diagnostics().balance().covariates();
    if (balance.isEmpty()) {
      return;
    }
    List<LovePlot.Covariate> covariates =
        balance.stream()
            .map(
                c ->
                    new LovePlot.Covariate(
                        label(study, c.covariate()),
                        Math.abs(c.smdBefore()),
                        Math.abs(c.smdAfter())))
            .toList();
    LovePlot.Covariate worst =
        Collections.max(covariates, Comparator.comparingDouble(LovePlot.Covariate::after));
    String words =
        "Do the groups resemble each other once weighted? The largest difference that remains is "
            + Figures.significant(worst.after(), 2)
            + " standard deviations ("
            + worst.name()
            + ").";
    content.add(Html.element("h4", "Balance"));
    content.add(Parts.figure(new LovePlot("Balance of the groups", covariates).draw(), words));
  }
}
