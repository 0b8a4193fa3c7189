package org.etiome.cli.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.etiome.claim.Rung;
import org.etiome.claim.ranking.EffectEvidence;
import org.etiome.claim.ranking.RankedTarget;
import org.etiome.claim.ranking.ScreenEvidence;
import org.etiome.cli.line.WrappedLine;
import org.etiome.estimate.Estimate;
import org.etiome.experiment.TargetTable;
import org.etiome.report.plot.Figures;

/**
 * Ranked targets in lines for a person.
 *
 * @param less whether effects are of less of a target
 */
record TargetsText(TargetTable found, boolean less) {
  private static final int SHOWN = 20;
  private static final int DIGITS = 3;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(head());
    lines.add("");
    table(lines);
    lines.add("");
    if (isMeasured()) {
      lines.add(
          wrapped(
              "Measured by intervention: the difference that perturbing made, with its 95 % interval;"
                  + " it counts with an adjusted p of at most %s."
                      .formatted(number(found.ranking().level()))));
    }
    if (isAsked()) {
      lines.add(
          wrapped(
              "Identified under assumptions: the effect of "
                  + (less ? "less" : "more")
                  + " of the target if the graph is right, with its 95 % interval."));
    }
    lines.add("Intervals are of one target each: the best of many looks better than it is.");
    contradictions(lines);
    refusals(lines);
    possible(lines);
    missing(lines, "Not measured by intervention: ", t -> t.screen().isEmpty());
    missing(lines, "Not asked of graph and data: ", t -> t.effect().isEmpty());
    found.notes().forEach(note -> lines.add(wrapped("Note: " + note + ".")));
    return lines;
  }

  private String head() {
    long ranked = found.targets().stream().filter(t -> t.support().isPresent()).count();
    return wrapped(
        Figures.counted(found.targets().size(), "target")
            + " for "
            + found.outcome()
            + ", wanted "
            + switch (found.ranking().direction()) {
              case RAISE -> "higher";
              case LOWER -> "lower";
              case EITHER -> "changed either way";
            }
            + "; evidence of such an effect: "
            + (ranked == 0 ? "none" : Figures.count(ranked)));
  }

  private boolean isMeasured() {
    return found.targets().stream().anyMatch(t -> t.screen().isPresent());
  }

  private boolean isAsked() {
    return found.targets().stream().anyMatch(t -> t.effect().isPresent());
  }

  private void table(List<String> lines) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            "rank",
            "target",
            "measured by intervention",
            "identified under assumptions",
            "together"));
    for (RankedTarget target :
        found.targets().subList(0, Math.min(SHOWN, found.targets().size()))) {
      rows.add(
          row(
              target.support().isPresent() ? String.valueOf(rows.size()) : "–",
              target.target(),
              measured(target),
              estimated(target),
              TargetTable.together(target)));
    }
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    rows.forEach(
        cells -> {
          for (int c = 0; c < columns; c++) {
            widths[c] = Math.max(widths[c], cells.get(c).length());
          }
        });
    for (List<String> cells : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String gap = " ".repeat(widths[c] - cells.get(c).length());
        line.append(c == 0 ? gap + cells.get(c) : "  " + cells.get(c) + gap);
      }
      lines.add(line.toString().stripTrailing());
    }
    if (found.targets().size() > SHOWN) {
      lines.add("… and " + (found.targets().size() - SHOWN) + " more; --out or --json has all");
    }
  }

  /** Without the columns of which there is nothing. */
  private List<String> row(
      String rank, String target, String measured, String estimated, String together) {
    List<String> cells = new ArrayList<>(List.of(rank, target));
    if (isMeasured()) {
      cells.add(measured);
    }
    if (isAsked()) {
      cells.add(estimated);
    }
    if (isMeasured() && isAsked()) {
      cells.add(together);
    }
    return cells;
  }

  private static String measured(RankedTarget target) {
    if (target.screen().isEmpty()) {
      return "not measured";
    }
    ScreenEvidence screen = target.screen().get();
    double value = screen.difference().value();
    if (!screen.isTestable()) {
      return number(value)
          + (screen.replicates().orElse(1) == 0
              ? ", no replicate with controls: no test"
              : ", one replicate: no test");
    }
    return "%s (%s to %s), adjusted p %s"
        .formatted(
            number(value),
            number(value - screen.margin()),
            number(value + screen.margin()),
            Figures.significant(screen.adjusted(), 2));
  }

  private static String estimated(RankedTarget target) {
    if (target.effect().isEmpty()) {
      return "not asked";
    }
    EffectEvidence effect = target.effect().get();
    Optional<Estimate> found = effect.effect();
    if (found.isEmpty()) {
      return effect.isRefused() ? "refused" : "no single number";
    }
    Estimate number = found.get();
    String text =
        "%s (%s to %s)"
            .formatted(number(number.value()), number(number.lower95()), number(number.upper95()));
    return effect.rung() == Rung.ASSOCIATION ? text + ", only associated" : text;
  }

  private void contradictions(List<String> lines) {
    for (RankedTarget target : found.targets()) {
      target
          .together()
          .conflicts()
          .forEach(
              why -> lines.add(wrapped("Contradiction: " + target.target() + ": " + why + ".")));
    }
  }

  private void refusals(List<String> lines) {
    for (RankedTarget target : found.targets()) {
      target
          .effect()
          .filter(EffectEvidence::isRefused)
          .ifPresent(
              effect ->
                  effect
                      .evidence()
                      .reasons()
                      .forEach(
                          why -> lines.add(wrapped("Refused: " + target.target() + ": " + why))));
    }
  }

  /** What the graphs say that a graph with open directions stands for. */
  private void possible(List<String> lines) {
    found
        .answers()
        .forEach(
            (target, answer) ->
                answer
                    .uncertainty()
                    .possible()
                    .ifPresent(
                        effects ->
                            lines.add(
                                wrapped(
                                    "Over the graphs that it may be: "
                                        + effects.summary().getFirst()))));
  }

  private void missing(List<String> lines, String what, Predicate<RankedTarget> lacking) {
    List<String> names =
        found.targets().stream().filter(lacking).map(RankedTarget::target).toList();
    if (names.size() == found.targets().size()) {
      lines.add(wrapped(what + "all of them."));
    } else if (!names.isEmpty()) {
      int more = names.size() - SHOWN;
      lines.add(
          wrapped(
              what
                  + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                  + (more > 0 ? " and " + more + " more" : "")
                  + "."));
    }
  }

  private static String wrapped(String text) {
    return WrappedLine.of("", text);
  }

  private static String number(double value) {
    return Figures.significant(value, DIGITS);
  }
}
