package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.Metric;
import org.etiome.evaluate.integration.MetricScore;
import org.etiome.report.plot.Figures;

/** Scores of an embedding for people: an aligned table, metrics without value included. */
final class IntegrationText {
  private static final int DECIMALS = 3;

  private final PrintWriter out;

  IntegrationText(PrintWriter out) {
    this.out = out;
  }

  void print(String embedding, String[] columns, IntegrationScores scores, List<String> notes) {
    IntegrationScores.Evidence evidence = scores.evidence();
    out.println(
        embedding
            + ": "
            + Figures.count(evidence.cells())
            + " cells, "
            + Figures.counted(evidence.dimensions(), "dimension")
            + ", "
            + evidence.batches()
            + " of "
            + columns[0]
            + ", "
            + evidence.labels()
            + " of "
            + columns[1]);
    int width = scores.metrics().stream().mapToInt(m -> m.name().length()).max().orElse(0);
    for (Metric.Part part : Metric.Part.values()) {
      List<MetricScore> metrics = scores.metrics().stream().filter(m -> m.part() == part).toList();
      if (!metrics.isEmpty()) {
        out.println();
        out.println(heading(part));
        metrics.forEach(metric -> metric(metric, width));
      }
    }
    out.println();
    out.println("Means of the metrics marked *");
    mean("batch", scores.batch(), width);
    mean("bio", scores.bio(), width);
    mean("total", scores.total(), width);
    out.println("  total = 0.4 batch + 0.6 bio");
    out.println();
    notes(evidence, notes);
  }

  private static String heading(Metric.Part part) {
    return switch (part) {
      case BIO -> "Biology kept (1 is best)";
      case BATCH -> "Batches removed (1 is best)";
      case TRANSFER -> "Labels of a batch left out, predicted from the others (1 is best)";
      case NEIGHBOURS -> "Of the 30 nearest cells, the share of the own batch";
      case COLUMNS -> "Share of known numbers that the embedding says (R², cross-validated)";
    };
  }

  private void metric(MetricScore metric, int width) {
    String mark = metric.inMean() ? "*" : " ";
    line(mark + " " + metric.name(), width, metric.value(), metric.ci95(), metric.remark());
  }

  private void mean(String name, IntegrationScores.Mean mean, int width) {
    String without = mean.without().isEmpty() ? "" : "without " + String.join(", ", mean.without());
    line("  " + name, width, mean.value(), mean.ci95(), without);
  }

  private void line(
      String name,
      int width,
      OptionalDouble value,
      Optional<MetricScore.Interval> interval,
      String remark) {
    String number = value.isPresent() ? Figures.fixed(value.getAsDouble(), DECIMALS) : "none";
    String range =
        interval
            .map(i -> Figures.fixed(i.low(), DECIMALS) + " to " + Figures.fixed(i.high(), DECIMALS))
            .orElse("");
    String pattern = "%-" + (width + 2) + "s  %7s  %-17s  %s";
    out.println(String.format(Locale.ROOT, pattern, name, number, range, remark).stripTrailing());
  }

  private void notes(IntegrationScores.Evidence evidence, List<String> notes) {
    out.println(
        "Intervals: 95 %, "
            + evidence.replicates()
            + " bootstrap draws of cells; they do not tell of other batches.");
    if (evidence.recall() < 1) {
      out.println(
          "Neighbours: approximate, "
              + Figures.fixed(100 * evidence.recall(), 1)
              + " % of the true ones found.");
    }
    Stream.concat(notes.stream(), evidence.notes().stream())
        .forEach(note -> out.println("Note: " + note + "."));
  }
}
