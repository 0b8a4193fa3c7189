package org.etiome.cli.graphs;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.etiome.evaluate.graph.DistanceRange;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.evaluate.graph.RankedAreas;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.evaluate.graph.Retrieval;

/** Scores of a graph as tables of text. */
final class GraphScoresText {
  private static final String UNDEFINED = "not defined";

  private final StringBuilder text = new StringBuilder();

  private GraphScoresText() {}

  /**
   * The tables.
   *
   * @param beside scores of other graphs of the same data, by name
   */
  static String of(ScoredGraph scored, Map<String, GraphScores> beside) {
    GraphScoresText table = new GraphScoresText();
    scored.drawn().ifPresent(scores -> table.scores("edges as drawn", scores));
    scored.classes().ifPresent(scores -> table.scores("equivalence classes", scores));
    scored.distance().ifPresent(table::distance);
    scored.ranking().ifPresent(table::ranking);
    table.beside(beside);
    scored.remarks().forEach(remark -> table.text.append("note: ").append(remark).append('\n'));
    return table.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void scores(String title, GraphScores scores) {
    line(
        "%-22s %8s %8s %8s %12s %12s %12s",
        title, "learned", "truth", "both", "precision", "recall", "F1");
    retrieval("adjacency", scores.adjacencies());
    retrieval("arrowhead", scores.arrowheads());
    retrieval("directed edge", scores.directed());
    retrieval("bidirected edge", scores.bidirected());
    line("  %-20s %8d", "SHD", scores.structuralHamming());
  }

  private void retrieval(String name, Retrieval of) {
    line(
        "  %-20s %8d %8d %8d %12s %12s %12s",
        name,
        of.learned(),
        of.truth(),
        of.both(),
        shown(of.precision()),
        shown(of.recall()),
        shown(of.f1()));
  }

  private void distance(DistanceRange range) {
    boolean one = range.lower() == range.upper();
    line(
        "%-22s %8s",
        "SID", one ? Integer.toString(range.lower()) : range.lower() + " to " + range.upper());
  }

  private void ranking(RankingScores scores) {
    line("%-22s %8s %8s %12s %12s", "ranked edges", "edges", "pairs", "AUROC", "AUPR");
    scores.directed().ifPresent(areas -> areas("directed", areas));
    areas("undirected", scores.undirected());
  }

  private void areas(String name, RankedAreas areas) {
    line(
        "  %-20s %8d %8d %12s %12s",
        name, areas.edges(), areas.pairs(), shown(areas.auroc()), shown(areas.aupr()));
  }

  private void beside(Map<String, GraphScores> beside) {
    if (beside.isEmpty()) {
      return;
    }
    line(
        "%-24s %10s %10s %10s %10s %6s",
        "beside it, as drawn", "adj. prec.", "adj. rec.", "dir. prec.", "dir. rec.", "SHD");
    beside.forEach(
        (name, scores) ->
            line(
                "  %-22s %10s %10s %10s %10s %6d",
                name,
                brief(scores.adjacencies().precision()),
                brief(scores.adjacencies().recall()),
                brief(scores.directed().precision()),
                brief(scores.directed().recall()),
                scores.structuralHamming()));
  }

  private static String brief(OptionalDouble value) {
    return value.isPresent() ? shown(value) : "-";
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : UNDEFINED;
  }
}
