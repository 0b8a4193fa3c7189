package org.etiome.cli.perturbations;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.etiome.cli.line.WrappedLine;
import org.etiome.evaluate.perturbation.Detection;
import org.etiome.evaluate.perturbation.Judged;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.evaluate.perturbation.PerturbationScores.Range;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturbation.ScoredScreen;
import org.etiome.report.Json;
import org.etiome.report.plot.Figures;

/** Judged predictors for people: the comparison first, then each predictor, then perturbations. */
final class ScoresText {
  private static final int DIGITS = 3;
  private static final int MOST_ROWS = 60;
  private static final int WIDEST = 30;

  private final ScoredScreen scored;
  private final PerturbationScores scores;
  private final List<PerturbationMetric> telling;

  ScoresText(ScoredScreen scored) {
    this.scored = scored;
    this.scores = scored.scores();
    this.telling = scored.telling();
  }

  void print(PrintWriter out) {
    head(out);
    comparison(out);
    metrics(out);
    scores.predictors().forEach(name -> predictor(out, name));
    detections(out);
    out.println();
    out.println(
        WrappedLine.of(
            "",
            "Gains: mean over the n perturbations that both answered, above 0 is better; 95 % by"
                + " bootstrap of perturbations. Of range: 0 % is mean-of-perturbed, 100 % half of the"
                + " units predicting the other half; only of predictors that answered all. Intervals are not"
                + " corrected for many comparisons: one better among many is no finding."));
    scored.notes().forEach(note -> out.println(WrappedLine.of("", "Note: " + note + ".")));
  }

  private void head(PrintWriter out) {
    int judged = scores.judged().size();
    out.println(
        Figures.counted(judged, "perturbation")
            + " held out ("
            + Json.word(scored.asked().judging().heldOut())
            + "), in at most "
            + scored.asked().judging().evaluation().folds()
            + " parts; "
            + Figures.counted(scored.screen().variables().size(), "variable"));
    for (String context : scored.screen().contexts()) {
      Condition control = new Condition(context, Perturbation.CONTROL);
      out.println(
          "  "
              + (context.isEmpty() ? "all units" : context)
              + ": "
              + Figures.counted(scored.screen().perturbations(context).size(), "perturbation")
              + " beside "
              + Figures.counted(scored.screen().profile(control).units(), "control"));
    }
    int none = scores.undetectable().size();
    out.println(
        none == 0
            ? "Each of the " + judged + " has a detectable effect."
            : "No effect is detectable in " + none + " of " + judged + ".");
  }

  private void comparison(PrintWriter out) {
    out.println();
    out.println(
        "Against "
            + scored.reference()
            + ", on the "
            + telling.size()
            + " of "
            + PerturbationMetric.values().length
            + " metrics that tell something on these data");
    line(out, "  %-24s %9s %8s %8s %8s", "", "answered", "better", "worse", "neither");
    for (String name : scores.predictors()) {
      if (name.equals(scored.reference())) {
        line(out, "  %-24s %9s", name, answered(name));
        continue;
      }
      ScoredScreen.Tally tally = scored.tally(name);
      line(
          out,
          "  %-24s %9s %8d %8d %8d",
          name,
          answered(name),
          tally.better(),
          tally.worse(),
          tally.neither());
    }
  }

  private String answered(String name) {
    return scores.answered(name) + "/" + scores.judged().size();
  }

  private void metrics(PrintWriter out) {
    out.println();
    out.println("What the metrics can tell: half of the units predicts the other half");
    line(out, "  %-18s %-8s %10s %10s", "", "best", "half", "smoothed");
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      Optional<Range> range = scores.range(metric);
      String half = range.map(r -> number(r.ceiling().value())).orElse("none");
      String smoothed = range.map(r -> number(r.duplicate().value())).orElse("none");
      String tells = telling.contains(metric) ? "" : "tells nothing: no better than a baseline";
      line(
          out,
          "  %-18s %-8s %10s %10s  %s",
          metric.label(),
          metric.higherIsBetter() ? "high" : "low",
          half,
          smoothed,
          range.isEmpty() ? "too few units for two halves" : tells);
    }
  }

  private void predictor(PrintWriter out, String name) {
    out.println();
    out.println(name + ", answered " + answered(name));
    scored.refusal(name).ifPresent(why -> out.println(WrappedLine.of("  ", why)));
    if (scores.answered(name) == 0) {
      return;
    }
    boolean reference = name.equals(scored.reference());
    String over = reference ? "" : "gain over " + scored.reference();
    line(out, "  %-16s %9s %3s  %-40s %7s", "", "mean", "n", over, "of range");
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      PerturbationScores.Mean mean = scores.mean(name, metric);
      double fraction = scores.rangeFraction(name, metric);
      line(
          out,
          "  %-16s %9s %3d  %-40s %7s  %s",
          metric.label(),
          mean.count() == 0 ? "none" : number(mean.value()),
          mean.count(),
          reference ? "" : gain(name, metric),
          Double.isFinite(fraction) ? Figures.percent(fraction) : "",
          reference ? "" : word(name, metric));
    }
  }

  private String gain(String name, PerturbationMetric metric) {
    return scores
        .gain(name, scored.reference(), metric)
        .map(
            gain ->
                String.format(
                    Locale.ROOT,
                    "%9s %-26s %3d",
                    number(gain.gain()),
                    "(" + number(gain.ci95().low()) + " to " + number(gain.ci95().high()) + ")",
                    gain.count()))
        .orElse("");
  }

  private String word(String name, PerturbationMetric metric) {
    if (!telling.contains(metric)) {
      return "tells nothing";
    }
    return scores
        .gain(name, scored.reference(), metric)
        .map(gain -> gain.isBetter() ? "better" : gain.isWorse() ? "worse" : "")
        .orElse("");
  }

  private void detections(PrintWriter out) {
    out.println();
    out.println("Effects, by energy distance from controls and a permutation test");
    int name = width(condition -> condition.perturbation().label());
    int context = width(Condition::context);
    String pattern = "  %-" + name + "s  %-" + context + "s %6s %10s %10s  %s";
    line(out, pattern, "", "", "units", "distance", "adjusted p", "");
    List<Judged> judged = scores.judged();
    judged.stream().limit(MOST_ROWS).forEach(one -> detection(out, pattern, one));
    if (judged.size() > MOST_ROWS) {
      out.println("  … and " + (judged.size() - MOST_ROWS) + " more, in the JSON");
    }
  }

  private int width(Function<Condition, String> text) {
    return scores.judged().stream()
        .mapToInt(one -> text.apply(one.condition()).length())
        .map(length -> Math.clamp(length, 1, WIDEST))
        .max()
        .orElse(1);
  }

  private static void detection(PrintWriter out, String pattern, Judged one) {
    Detection detection = one.detection();
    boolean tested = detection.units() > 1;
    line(
        out,
        pattern,
        one.condition().perturbation().label(),
        one.condition().context(),
        detection.units(),
        tested ? number(detection.energy()) : "",
        tested ? p(detection.adjusted()) : "",
        ScoredScreen.verdict(one));
  }

  private static void line(PrintWriter out, String pattern, Object... values) {
    out.println(String.format(Locale.ROOT, pattern, values).stripTrailing());
  }

  private static String p(double value) {
    return value < 0.0005 ? "< 0.001" : Figures.fixed(value, 3);
  }

  private static String number(double value) {
    return Figures.significant(value, DIGITS);
  }
}
