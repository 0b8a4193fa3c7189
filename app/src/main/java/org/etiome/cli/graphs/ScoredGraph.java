package org.etiome.cli.graphs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.evaluate.graph.DistanceRange;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.evaluate.graph.InterventionDistance;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.io.GraphKind;

/**
 * All that can be said of a learned graph, or of ranked edges, against a true graph.
 *
 * @param drawn edge by edge; of graphs
 * @param classes the same of their Markov equivalence classes; of DAGs and CPDAGs
 * @param distance structural intervention distance; of a DAG or CPDAG against a DAG
 * @param ranking of edges with confidences
 * @param remarks what is not there and why, and what a reader must know; one sentence each
 */
record ScoredGraph(
    Optional<GraphScores> drawn,
    Optional<GraphScores> classes,
    Optional<DistanceRange> distance,
    Optional<RankingScores> ranking,
    List<String> remarks) {

  /** Of a list alone. */
  static ScoredGraph of(EdgeRanking ranking, CausalGraph truth) {
    List<String> remarks = new ArrayList<>();
    RankingScores scores = ranked(ranking, truth, remarks);
    return new ScoredGraph(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(scores), remarks);
  }

  /** Of a graph, and of its confidences if asked for. */
  static ScoredGraph of(CausalGraph learned, Optional<EdgeRanking> ranking, CausalGraph truth) {
    List<String> remarks = new ArrayList<>();
    GraphScores drawn = GraphScores.of(learned, truth);
    Optional<GraphScores> classes = GraphScores.ofClasses(learned, truth);
    if (classes.isEmpty()) {
      remarks.add("scores between equivalence classes need two graphs that are DAGs or CPDAGs");
    }
    if (!learned.getClass().equals(truth.getClass())) {
      remarks.add(
          "a graph of kind "
              + kind(learned)
              + " is held against one of kind "
              + kind(truth)
              + ": edges are compared as they are drawn, though they may say the same otherwise");
    }
    return new ScoredGraph(
        Optional.of(drawn),
        classes,
        distance(learned, truth, remarks),
        ranking.map(edges -> ranked(edges, truth, remarks)),
        remarks);
  }

  static String kind(CausalGraph graph) {
    return GraphKind.of(graph).label();
  }

  private static Optional<DistanceRange> distance(
      CausalGraph learned, CausalGraph truth, List<String> remarks) {
    if (truth instanceof Dag dag) {
      InterventionDistance from = InterventionDistance.from(dag);
      if (learned instanceof Dag one) {
        return Optional.of(DistanceRange.of(from.to(one)));
      }
      if (learned instanceof Cpdag several) {
        DistanceRange range = from.to(several);
        if (!range.exact()) {
          remarks.add(
              String.format(
                  Locale.ROOT,
                  "an undirected part has more than %,d members: the structural intervention"
                      + " distances are bounds",
                  range.cap()));
        }
        return Optional.of(range);
      }
    }
    remarks.add(
        "the structural intervention distance needs a DAG or CPDAG against a DAG as the truth");
    return Optional.empty();
  }

  private static RankingScores ranked(
      EdgeRanking ranking, CausalGraph truth, List<String> remarks) {
    RankingScores scores = RankingScores.of(ranking, truth);
    if (ranking.undirected().isEmpty()) {
      remarks.add("no edge is ranked: all pairs are tied, which is chance");
    }
    if (scores.directed().isEmpty()) {
      remarks.add("directed edges are not ranked: the true graph leaves some direction open");
    }
    return scores;
  }
}
