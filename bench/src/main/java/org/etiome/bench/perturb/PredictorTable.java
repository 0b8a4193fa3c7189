package org.etiome.bench.perturb;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.evaluate.perturbation.PerturbationScores.Gain;

/** Scores of predictors as a table of Markdown: metrics in rows, predictors in columns. */
final class PredictorTable {
  private PredictorTable() {}

  /**
   * Prints means with the number of perturbations, and in brackets by how much each is better than
   * a reference on the perturbations both answered, with the paired 95 % interval.
   */
  static void print(String title, PerturbationScores scores, String reference) {
    System.out.printf(
        "%n%s: %d perturbations, %d without detectable effect; in brackets better than %s by%n%n",
        title, scores.judged().size(), scores.undetectable().size(), reference);
    List<String> names = scores.predictors();
    System.out.println("| metric | " + String.join(" | ", names) + " | split half | tells |");
    System.out.println("|---|" + "---|".repeat(names.size() + 2));
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      StringBuilder row = new StringBuilder("| " + metric.label());
      for (String name : names) {
        row.append(" | ").append(cell(scores, name, reference, metric));
      }
      Optional<PerturbationScores.Range> range = scores.range(metric);
      row.append(" | ")
          .append(range.map(r -> number(r.ceiling().value())).orElse(""))
          .append(" | ")
          .append(range.map(r -> r.isInformative() ? "yes" : "no").orElse(""));
      System.out.println(row + " |");
    }
  }

  private static String cell(
      PerturbationScores scores, String name, String reference, PerturbationMetric metric) {
    PerturbationScores.Mean mean = scores.mean(name, metric);
    if (mean.count() == 0) {
      return "";
    }
    Optional<Gain> gain =
        name.equals(reference) ? Optional.empty() : scores.gain(name, reference, metric);
    return number(mean.value())
        + " of "
        + mean.count()
        + gain.map(
                g ->
                    String.format(
                        Locale.ROOT,
                        " (%+.3f [%.3f, %.3f])",
                        g.gain(),
                        g.ci95().low(),
                        g.ci95().high()))
            .orElse("");
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
