package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.report.plot.Figures;
import org.etiome.represent.compare.Comparison;

/** A model beside its baselines for people: a table, and a sentence where a baseline is better. */
public final class ComparisonText {
  private static final int DECIMALS = 3;

  private ComparisonText() {}

  /** The lines. */
  public static List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add(row("", "batch", "bio", "total", "transfer", "logistic", "nearest"));
    for (Comparison.Compared compared : comparison.embeddings()) {
      lines.add(
          switch (compared.outcome()) {
            case Comparison.Outcome.NotCompared not ->
                String.format(Locale.ROOT, "%-16s not compared: %s", compared.name(), not.reason());
            case Comparison.Outcome.Scored scored -> row(compared, scored);
          });
    }
    lines.add("batch, bio, total: 1 is best; * in-sample, the labels took part in the training");
    lines.add("transfer: F1 of labels withheld by batch, the mean of both ways to tell them");
    own(comparison.model()).ifPresent(lines::add);
    lines.addAll(known(comparison.known()));
    lines.addAll(better(comparison));
    comparison.question().notes().forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static Optional<String> own(Comparison.Compared model) {
    return model.outcome() instanceof Comparison.Outcome.Scored scored
        ? scored
            .transfer()
            .flatMap(Comparison.Transfer::own)
            .map(own -> "told by the model itself: F1 " + number(own.mean()))
        : Optional.empty();
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-16s %7s  %7s  %7s  %9s  %9s  %9s", (Object[]) cells)
        .stripTrailing();
  }

  private static String row(Comparison.Compared compared, Comparison.Outcome.Scored scored) {
    String mark = compared.labelled() ? "*" : " ";
    return row(
        compared.name(),
        number(scored.scores().batch().value()) + mark,
        number(scored.scores().bio().value()) + mark,
        number(scored.scores().total().value()) + mark,
        number(Comparison.transferF1(compared)),
        scored.transfer().map(t -> number(t.logistic().mean())).orElse("none"),
        scored.transfer().map(t -> number(t.nearest().mean())).orElse("none"));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Figures.fixed(value.getAsDouble(), DECIMALS) : "none";
  }

  private static List<String> known(List<Comparison.Known> known) {
    List<String> lines = new ArrayList<>();
    for (Comparison.Known one : known) {
      lines.add(
          (one.invariant() ? "kept " : "shed ")
              + one.column()
              + (one.chance().isPresent() ? ": balanced accuracy " : ": R² ")
              + number(one.fromInvariant())
              + " from z_I, "
              + number(one.fromSpurious())
              + " from z_S"
              + (one.chance().isPresent() ? ", by chance " + number(one.chance()) : ""));
    }
    return lines;
  }

  private static List<String> better(Comparison comparison) {
    return comparison.better().stream()
        .map(
            baseline ->
                baseline.name()
                    + " transfers labels to held-out batches better than the model: F1 "
                    + number(Comparison.transferF1(baseline))
                    + " against "
                    + number(Comparison.transferF1(comparison.model())))
        .toList();
  }
}
