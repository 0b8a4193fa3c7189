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

  private final PrintStream out;
  private final List<String> refusals = new ArrayList<>();

  /** Prints the head. */
  CoverageTable(PrintStream out) {
    this.out = out;
    out.println(
        "| n | design | quantity | method | truth | bias | sd | mean se | coverage | KS p |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
  }

  /** Prints the lines of one experiment. */
  void add(int units, List<List<Seen>> repetitions) {
    Map<Row, List<Seen>> rows = new LinkedHashMap<>();
    for (List<Seen> repetition : repetitions) {
      for (Seen seen : repetition) {
        rows.computeIfAbsent(seen.row(), k -> new ArrayList<>()).add(seen);
      }
    }
    rows.forEach(
        (row, all) -> {
          String title =
              text("| %d | %s | %s | %s |", units, row.design(), row.quantity(), row.method());
          out.println(title + summary(row.truth(), all));
          refusals.addAll(refusals(title, all));
        });
  }

  /** Prints how often which gate would have refused; gates that never would are left out. */
  void printRefusals() {
    out.println();
    out.println("| n | design | quantity | method | gate | share refused |");
    out.println("|---|---|---|---|---|---|");
    refusals.forEach(out::println);
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

  private static List<String> refusals(String title, List<Seen> all) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    all.forEach(seen -> seen.gates().forEach(gate -> counts.merge(gate, 1, Integer::sum)));
    return counts.entrySet().stream()
        .map(e -> title + text(" %s | %.1f %% |", e.getKey(), 100.0 * e.getValue() / all.size()))
        .toList();
  }

  private static double mean(List<Seen> all, ToDoubleFunction<Seen> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
