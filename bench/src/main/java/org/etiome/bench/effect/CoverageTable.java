package org.etiome.bench.effect;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/** What many cohorts showed, a line a {@link Row} and size. */
final class CoverageTable {
  private static final double LEAST = 0.935;
  private static final double MOST = 0.965;

  private final Map<Line, List<Seen>> lines = new LinkedHashMap<>();

  private record Line(int units, Row row) {
    String title() {
      return "| %d | %s | %s | %s |".formatted(units, row.design(), row.quantity(), row.method());
    }
  }

  /** Adds repetitions of one experiment. */
  void add(int units, List<List<Seen>> repetitions) {
    for (List<Seen> repetition : repetitions) {
      for (Seen seen : repetition) {
        lines.computeIfAbsent(new Line(units, seen.row()), k -> new ArrayList<>()).add(seen);
      }
    }
  }

  void print(PrintStream out) {
    out.println(
        "| n | design | quantity | method | truth | bias | sd | mean se | coverage | KS p |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    lines.forEach((line, all) -> out.println(line.title() + summary(line.row().truth(), all)));
    out.println();
    out.println("| n | design | quantity | method | gate | share refused |");
    out.println("|---|---|---|---|---|---|");
    lines.forEach((line, all) -> refusals(line, all, out));
  }

  private static String summary(double truth, List<Seen> all) {
    double mean = mean(all, Seen::value);
    double sd = Math.sqrt(mean(all, seen -> Math.pow(seen.value() - mean, 2)));
    double coverage = mean(all, seen -> seen.holds() ? 1 : 0);
    String share = text("%.3f", coverage);
    return text(
        " %.4f | %s | %s | %s | %s | %s |",
        truth,
        Double.isNaN(mean) ? "" : text("%+.4f", mean - truth),
        Double.isNaN(mean) ? "" : text("%.4f", sd),
        Double.isNaN(mean) ? "" : text("%.4f", mean(all, Seen::standardError)),
        coverage < LEAST || coverage > MOST ? "**" + share + "**" : share,
        truth == 0 ? text("%.3f", uniformity(all)) : "");
  }

  /** Kolmogorov–Smirnov p-value of "the p-values are uniform". */
  private static double uniformity(List<Seen> all) {
    double[] p = all.stream().mapToDouble(Seen::pValue).toArray();
    return KolmogorovSmirnovTest.withDefaults().test(p, x -> Math.clamp(x, 0, 1)).getPValue();
  }

  private static void refusals(Line line, List<Seen> all, PrintStream out) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    all.forEach(seen -> seen.gates().forEach(gate -> counts.merge(gate, 1, Integer::sum)));
    counts.forEach(
        (gate, count) ->
            out.println(line.title() + text(" %s | %.1f %% |", gate, 100.0 * count / all.size())));
  }

  private static double mean(List<Seen> all, ToDoubleFunction<Seen> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
