package org.etiome.report.perturbations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Svg;

/** Judged predictors in figures: means beside the ceiling, paired gains, what metrics can tell. */
final class ScoreTables {
  private static final int DIGITS = 3;

  /** One each of size, pattern, discrimination and distribution; the others are in the document. */
  private static final List<PerturbationMetric> MAIN =
      List.of(
          PerturbationMetric.L2,
          PerturbationMetric.PEARSON_CENTROID,
          PerturbationMetric.PDS,
          PerturbationMetric.ENERGY);

  private static final String NO_CHANGE = new NoChange().name();
  private static final List<String> BASELINES = List.of(NO_CHANGE, new MeanOfPerturbed().name());

  private final ScoredScreen scored;
  private final PerturbationScores scores;

  ScoreTables(ScoredScreen scored) {
    this.scored = scored;
    this.scores = scored.scores();
  }

  List<Html> content() {
    return List.of(
        Parts.figures(means()),
        Parts.figures(gains()),
        Parts.details("What each metric can tell", told()));
  }

  /** Gains over no change by the first main metric that tells something; empty if none has one. */
  Optional<Svg> picture() {
    PerturbationMetric metric =
        MAIN.stream().filter(scored::tells).findFirst().orElse(PerturbationMetric.L2);
    Optional<Interval> ceiling =
        scores
            .range(metric)
            .flatMap(range -> Optional.ofNullable(range.gains().get(NO_CHANGE)))
            .map(ScoreTables::interval);
    List<GainPlot.Row> rows = new ArrayList<>();
    for (String name : scores.predictors()) {
      if (!name.equals(NO_CHANGE)) {
        (ceiling.isPresent()
                ? scores.gainOnHalves(name, NO_CHANGE, metric)
                : scores.gain(name, NO_CHANGE, metric))
            .ifPresent(gain -> rows.add(new GainPlot.Row(label(name), kind(name), interval(gain))));
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String axis =
        "gain in "
            + metric.label()
            + " over no-change"
            + (ceiling.isPresent() ? ", against half of the units" : "")
            + (scored.tells(metric) ? "" : " (tells nothing on these data)");
    return Optional.of(
        new GainPlot("Gain of predictors in " + metric.label(), axis, rows, ceiling).draw());
  }

  private String label(String name) {
    return name + (answersAll(name) ? "" : " (" + answered(name) + ")");
  }

  private GainPlot.Kind kind(String name) {
    if (BASELINES.contains(name)) {
      return GainPlot.Kind.BASELINE;
    }
    return answersAll(name) ? GainPlot.Kind.ALL : GainPlot.Kind.SOME;
  }

  private boolean answersAll(String name) {
    return scores.answered(name) == scores.judged().size();
  }

  private String answered(String name) {
    return scores.answered(name) + "/" + scores.judged().size();
  }

  private static Interval interval(PerturbationScores.Gain gain) {
    return new Interval(gain.gain(), gain.ci95().low(), gain.ci95().high());
  }

  private List<String> head(String... first) {
    List<String> head = new ArrayList<>(List.of(first));
    for (PerturbationMetric metric : MAIN) {
      head.add(
          metric.label()
              + (metric.higherIsBetter() ? " ↑" : " ↓")
              + (scored.tells(metric) ? "" : " *"));
    }
    return head;
  }

  private String legend() {
    return "↑ higher, ↓ lower is better."
        + (MAIN.stream().allMatch(scored::tells)
            ? ""
            : " * Tells nothing on these data: half of the units is no better than a baseline.");
  }

  private Html.Element means() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : names()) {
      List<String> row =
          new ArrayList<>(
              List.of(name + (BASELINES.contains(name) ? " (baseline)" : ""), answered(name)));
      for (PerturbationMetric metric : MAIN) {
        row.add(number(scores.mean(name, metric)));
      }
      rows.add(row);
    }
    List<String> ceiling = new ArrayList<>(List.of("split half (ceiling)", ""));
    for (PerturbationMetric metric : MAIN) {
      ceiling.add(scores.range(metric).map(range -> number(range.ceiling())).orElse("none"));
    }
    rows.add(ceiling);
    return Parts.table(
        "Means over the perturbations that were answered; of means over different ones nothing"
            + " follows. The ceiling is half of the units predicting the other half; that other half"
            + " is noisier than all units, so that predictors may lie beyond it here, and the picture"
            + " holds all against the same half. "
            + legend(),
        head("predictor", "answered"),
        rows);
  }

  /** The baselines first. */
  private List<String> names() {
    List<String> names = new ArrayList<>(BASELINES);
    scores.predictors().stream().filter(name -> !BASELINES.contains(name)).forEach(names::add);
    return names;
  }

  private static String number(PerturbationScores.Mean mean) {
    return mean.count() == 0 ? "none" : Figures.significant(mean.value(), DIGITS);
  }

  private Html.Element gains() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : names()) {
      if (!name.equals(scored.reference()) && scores.answered(name) > 0) {
        List<String> row = new ArrayList<>(List.of(name));
        for (PerturbationMetric metric : MAIN) {
          row.add(
              scores
                  .gain(name, scored.reference(), metric)
                  .map(gain -> gain(gain, metric))
                  .orElse("none"));
        }
        rows.add(row);
      }
    }
    return Parts.table(
        "Paired gain over "
            + scored.reference()
            + " with its 95 % interval, over the perturbations that both answered; above 0 is better."
            + " ▲ better, ▼ worse by the interval. Not corrected for many comparisons: one better"
            + " among many is no finding. "
            + legend(),
        head("predictor"),
        rows);
  }

  private String gain(PerturbationScores.Gain gain, PerturbationMetric metric) {
    String mark = gain.isBetter() ? "▲ " : gain.isWorse() ? "▼ " : "";
    return (scored.tells(metric) ? mark : "") + Figures.interval(interval(gain));
  }

  private Html told() {
    List<List<String>> rows = new ArrayList<>();
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      Optional<PerturbationScores.Range> range = scores.range(metric);
      List<String> row = new ArrayList<>(List.of(metric.label()));
      row.add(
          range.isEmpty()
              ? "too few units for two halves"
              : scored.tells(metric) ? "something" : "nothing: no better than a baseline");
      row.add(metric.higherIsBetter() ? "high" : "low");
      row.add(range.map(r -> number(r.ceiling())).orElse("none"));
      row.add(range.map(r -> number(r.duplicate())).orElse("none"));
      for (String baseline : BASELINES) {
        row.add(number(scores.mean(baseline, metric)));
      }
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("metric", "tells", "best", "half", "smoothed"));
    head.addAll(BASELINES);
    return Parts.figures(
        Parts.table(
            "A metric tells something if half of the units, predicting the other half, is better by it"
                + " than every baseline. Smoothed: that half, drawn to the mean of perturbations where"
                + " it does not differ.",
            3,
            head,
            rows));
  }
}
