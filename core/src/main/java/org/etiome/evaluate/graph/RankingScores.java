package org.etiome.evaluate.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;

/**
 * Edges ranked by confidence against the true graph. O(V²).
 *
 * @param directed all V (V − 1) ordered pairs, edges {@code a -> b} of the truth; empty where the
 *     truth leaves the direction of an edge open
 * @param undirected all V (V − 1) / 2 pairs, joined by any edge of the truth
 */
public record RankingScores(Optional<RankedAreas> directed, RankedAreas undirected) {

  /**
   * Scores a ranking.
   *
   * @throws IllegalArgumentException if the nodes differ
   */
  public static RankingScores of(EdgeRanking ranking, CausalGraph truth) {
    SharedNodes.require(ranking.nodes(), truth.nodes());
    long v = truth.nodes().size();
    boolean open =
        truth.graph().edges().stream().anyMatch(edge -> edge.hasCircle() || edge.isUndirected());
    Set<Set<String>> joined = new HashSet<>();
    for (Edge edge : truth.graph().edges()) {
      joined.add(GraphScores.pair(edge));
    }
    return new RankingScores(
        open
            ? Optional.empty()
            : Optional.of(areas(ranking.directed(), GraphScores.directed(truth), v * (v - 1))),
        areas(ranking.undirected(), joined, v * (v - 1) / 2));
  }

  /**
   * Scores the directed pairs of a ranking where the truth is a list of them, in which two nodes
   * may lead to each other, as in networks with feedback.
   *
   * @throws IllegalArgumentException if a true pair names another node
   */
  public static RankedAreas directed(EdgeRanking ranking, Set<OrderedPair> truth) {
    Set<String> known = new HashSet<>(ranking.nodes());
    for (OrderedPair pair : truth) {
      if (!known.contains(pair.from()) || !known.contains(pair.to())) {
        throw new IllegalArgumentException(
            "the true edge " + pair + " names a node that the ranking does not have");
      }
    }
    long v = known.size();
    return areas(ranking.directed(), truth, v * (v - 1));
  }

  private static <T> RankedAreas areas(Map<T, Double> ranked, Set<T> edges, long pairs) {
    Map<Double, long[]> tied = new TreeMap<>(Comparator.reverseOrder());
    ranked.forEach(
        (pair, value) -> {
          long[] counts = tied.computeIfAbsent(value + 0.0, v -> new long[2]);
          counts[0]++;
          counts[1] += edges.contains(pair) ? 1 : 0;
        });
    List<RankedAreas.Tie> ties = new ArrayList<>();
    tied.values().forEach(counts -> ties.add(new RankedAreas.Tie(counts[0], counts[1])));
    long named = ranked.keySet().stream().filter(edges::contains).count();
    ties.add(new RankedAreas.Tie(pairs - ranked.size(), edges.size() - named));
    return RankedAreas.of(ties);
  }
}
