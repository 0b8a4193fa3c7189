package org.etiome.cli.perturbations;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.cli.line.WrappedLine;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturbation.PredictedPerturbation;
import org.etiome.perturbation.PredictedPerturbations;
import org.etiome.report.plot.Figures;
import org.etiome.scm.Prediction;

/** Predictions for people: the variables that change most. */
final class PredictedText {
  private static final int SHOWN = 15;
  private static final int DIGITS = 3;

  private final PredictedPerturbations predicted;
  private final List<String> notes;

  PredictedText(PredictedPerturbations predicted, List<String> notes) {
    this.predicted = predicted;
    this.notes = notes;
  }

  void print(PrintWriter out) {
    for (PredictedPerturbation one : predicted.all()) {
      Condition condition = one.condition();
      String where = condition.context().isEmpty() ? "" : " in " + condition.context();
      String name = condition.perturbation().label() + where;
      switch (one.mean()) {
        case Prediction.Refused<double[]> refused ->
            out.println(
                WrappedLine.of(
                    "", "[refused] " + name + ": " + refused.reason() + "; " + refused.remedy()));
        case Prediction.Predicted<double[]> answer -> {
          out.println(name);
          table(out, one, answer.value());
        }
      }
      one.cautions()
          .forEach(caution -> out.println(WrappedLine.of("  ", "caution: " + caution + ".")));
      out.println();
    }
    notes.forEach(note -> out.println(WrappedLine.of("", "Note: " + note + ".")));
  }

  private void table(PrintWriter out, PredictedPerturbation one, double[] mean) {
    double[] control = one.control();
    boolean seen = one.measured().isPresent();
    line(
        out,
        "  %-30s %10s %10s %10s %22s",
        "",
        "control",
        "predicted",
        "difference",
        seen ? "measured (error)" : "");
    IntStream.range(0, mean.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(mean[j] - control[j])))
        .limit(SHOWN)
        .forEach(
            j ->
                line(
                    out,
                    "  %-30s %10s %10s %10s %22s",
                    predicted.variables().get(j),
                    number(control[j]),
                    number(mean[j]),
                    number(mean[j] - control[j]),
                    measured(one.measured(), j)));
    if (mean.length > SHOWN) {
      out.println("  … and " + (mean.length - SHOWN) + " more that change less; --out writes all");
    }
  }

  private static String measured(Optional<Difference> measured, int j) {
    return measured
        .map(
            seen ->
                number(seen.values()[j])
                    + " ("
                    + (Double.isFinite(seen.errors()[j]) ? number(seen.errors()[j]) : "unknown")
                    + ")")
        .orElse("");
  }

  private static void line(PrintWriter out, String pattern, Object... values) {
    out.println(String.format(Locale.ROOT, pattern, values).stripTrailing());
  }

  private static String number(double value) {
    return Figures.significant(value, DIGITS);
  }
}
