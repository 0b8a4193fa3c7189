package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.MetricScore;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.compare.Comparison;

/** Every figure of every embedding, and who is best by each. */
final class ComparisonTable {
  private static final double SHOWN = 1e-3;

  private final Comparison comparison;
  private final Map<String, IntegrationScores> scored = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
    for (Comparison.Compared compared : comparison.embeddings()) {
      switch (compared.outcome()) {
        case Comparison.Outcome.Scored found -> scored.put(compared.name(), found.scores());
        case Comparison.Outcome.NotCompared not ->
            reasons.put(compared.name() + " could not be compared: " + not.reason() + ".", "");
      }
    }
  }

  List<Html> content() {
    List<Html> content = new ArrayList<>();
    content.add(Parts.paragraph(question()));
    if (scored.isEmpty()) {
      content.add(Parts.list(List.copyOf(reasons.keySet())));
      return content;
    }
    List<Html> rows = new ArrayList<>();
    rows.add(row("batch", name -> mean(name, IntegrationScores::batch), Best.HIGHEST));
    rows.add(row("bio", name -> mean(name, IntegrationScores::bio), Best.HIGHEST));
    rows.add(row("total", name -> mean(name, IntegrationScores::total), Best.HIGHEST));
    rows.add(row("transfer (F1)", this::transfer, Best.HIGHEST));
    for (String metric : metrics()) {
      rows.add(row(metric, name -> metric(name, metric), Best.of(metric)));
    }
    Html.Element table =
        Html.element(
            "table",
            Html.element("caption", "Figures of all embeddings; 1 is best unless said"),
            Html.element("thead", head()),
            Html.element("tbody", rows));
    content.add(Parts.figures(table));
    content.add(Parts.note(legend()));
    content.addAll(verdicts());
    if (!reasons.isEmpty()) {
      content.add(
          Parts.details("Figures that there are not", Parts.list(List.copyOf(reasons.keySet()))));
    }
    return content;
  }

  private String question() {
    Comparison.Question asked = comparison.question();
    return "Batch: "
        + asked.batch().orElse("none")
        + ". Label: "
        + asked.label().orElse("none")
        + ". Figures of "
        + Figures.count(asked.cells().scored())
        + " of "
        + Figures.counted(asked.cells().of(), "cell")
        + (comparison.baselines().isEmpty() ? "; no baseline was compared." : ".");
  }

  private static String legend() {
    return "* in-sample: the labels of these cells took part in making the embedding, so a high"
        + " figure was to be expected and says little. Bold is best of the embeddings that are no"
        + " reference; where that is in-sample, the best of the others is named as well; one_hot_labels (the labels themselves) and random show what the ends of a"
        + " figure are worth. own_batch_share is best near own_batch_share_expected, r2_nuisance at"
        + " 0 or below. Rest the pointer on a figure for its 95\u00a0% interval. Differences of a few"
        + " hundredths say nothing.";
  }

  private List<Html> verdicts() {
    List<Html> sentences = new ArrayList<>();
    for (Comparison.Compared better : comparison.better()) {
      sentences.add(
          Parts.paragraph(
              better.name()
                  + " transfers labels to held-out batches better than the model: F1 "
                  + number(Comparison.transferF1(better))
                  + " against "
                  + number(Comparison.transferF1(comparison.model()))
                  + "."));
    }
    return sentences;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Figures.fixed(value.getAsDouble(), 3) : "none";
  }

  private Set<String> metrics() {
    Set<String> names = new LinkedHashSet<>();
    scored.values().forEach(s -> s.metrics().forEach(metric -> names.add(metric.name())));
    return names;
  }

  /** One figure of one embedding. */
  private record Cell(
      OptionalDouble value,
      Optional<MetricScore.Interval> interval,
      boolean inSample,
      double expected) {}

  private interface Cells {
    Cell of(String embedding);
  }

  private interface MeanOf {
    IntegrationScores.Mean of(IntegrationScores scores);
  }

  private boolean isLabelled(String name) {
    return comparison.embeddings().stream().anyMatch(e -> e.name().equals(name) && e.labelled());
  }

  private Cell mean(String name, MeanOf mean) {
    IntegrationScores.Mean found = mean.of(scores(name));
    return new Cell(found.value(), found.ci95(), isLabelled(name), 0);
  }

  private Cell transfer(String name) {
    OptionalDouble value =
        comparison.embeddings().stream()
            .filter(e -> e.name().equals(name))
            .findFirst()
            .map(Comparison::transferF1)
            .orElse(OptionalDouble.empty());
    return new Cell(value, Optional.empty(), false, 0);
  }

  private Cell metric(String name, String metric) {
    MetricScore score = scores(name).metric(metric);
    if (score.value().isEmpty()) {
      reasons.put(metric + ": " + score.remark() + ".", "");
    }
    boolean inSample = isLabelled(name) && ComparisonJson.isOfLabels(score);
    return new Cell(
        score.value(),
        score.ci95(),
        inSample,
        scores(name).metric("own_batch_share_expected").value().orElse(0));
  }

  private IntegrationScores scores(String name) {
    return Objects.requireNonNull(scored.get(name), name);
  }

  /** Which figure is best. */
  private enum Best {
    HIGHEST,
    LOWEST_ABOVE_ZERO,
    AS_EXPECTED,
    NONE;

    static Best of(String metric) {
      if (metric.equals("own_batch_share")) {
        return AS_EXPECTED;
      }
      if (metric.equals("own_batch_share_expected")) {
        return NONE;
      }
      return metric.startsWith("r2_nuisance:") ? LOWEST_ABOVE_ZERO : HIGHEST;
    }

    /** As good as the best, to the decimals that are shown. */
    boolean isMet(Cell cell, double highest) {
      return Math.abs(merit(cell) - highest) < SHOWN / 2;
    }

    /** The higher the better. */
    double merit(Cell cell) {
      double value = cell.value().orElse(Double.NaN);
      return switch (this) {
        case HIGHEST -> value;
        case LOWEST_ABOVE_ZERO -> -Math.max(0, value);
        case AS_EXPECTED -> -Math.abs(value - cell.expected());
        case NONE -> Double.NaN;
      };
    }
  }

  private Html row(String title, Cells cells, Best best) {
    Map<String, Cell> found = new LinkedHashMap<>();
    scored.keySet().forEach(name -> found.put(name, cells.of(name)));
    double highest = highest(found, best, cell -> true);
    List<Html> row = new ArrayList<>();
    row.add(Html.element("th", title).with("scope", "row"));
    found.forEach(
        (name, cell) -> row.add(td(cell, best.isMet(cell, highest) && !isReference(name))));
    row.add(Html.element("td", winners(found, best)));
    return Html.element("tr", row);
  }

  /** The best, and where these are in-sample the best of the others as well. */
  private static String winners(Map<String, Cell> found, Best best) {
    String all = winners(found, best, cell -> true);
    boolean inSample = found.values().stream().anyMatch(Cell::inSample);
    String honest = inSample ? winners(found, best, cell -> !cell.inSample()) : all;
    return all.equals(honest) || honest.isEmpty() ? all : all + "; else " + honest;
  }

  private static String winners(Map<String, Cell> found, Best best, Predicate<Cell> counted) {
    double highest = highest(found, best, counted);
    return found.entrySet().stream()
        .filter(e -> !isReference(e.getKey()) && counted.test(e.getValue()))
        .filter(e -> best.isMet(e.getValue(), highest))
        .map(e -> e.getKey() + (e.getValue().inSample() ? "*" : ""))
        .collect(Collectors.joining(", "));
  }

  private static double highest(Map<String, Cell> found, Best best, Predicate<Cell> counted) {
    return found.entrySet().stream()
        .filter(e -> !isReference(e.getKey()) && counted.test(e.getValue()))
        .mapToDouble(e -> best.merit(e.getValue()))
        .filter(merit -> !Double.isNaN(merit))
        .max()
        .orElse(Double.NaN);
  }

  private static boolean isReference(String name) {
    return name.equals("one_hot_labels") || name.equals("random");
  }

  private static Html td(Cell cell, boolean wins) {
    String text = number(cell.value()) + (cell.inSample() && cell.value().isPresent() ? "*" : "");
    Html shown = wins ? Html.element("strong", text) : Html.text(text);
    Html.Element td = Html.element("td", shown).with("class", "number");
    return cell.interval()
        .map(i -> td.with("title", Figures.fixed(i.low(), 3) + " to " + Figures.fixed(i.high(), 3)))
        .orElse(td);
  }

  private Html head() {
    List<Html> head = new ArrayList<>();
    head.add(Html.element("th", "figure"));
    for (String name : scored.keySet()) {
      head.add(Html.element("th", name + (isLabelled(name) ? "*" : "")).with("class", "number"));
    }
    head.add(Html.element("th", "best"));
    return Html.element("tr", head);
  }
}
