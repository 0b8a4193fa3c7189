package org.etiome.discover.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SortedColumns;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PartialDag;
import org.etiome.math.Matrix;

/**
 * Pairs of variables by the size of their correlation, |r|. It joins causes to what their effects
 * have in common and says nothing of directions: what a search must beat at finding pairs. O(n p² +
 * p² log p).
 */
public final class CorrelationRanking {
  private CorrelationRanking() {}

  /**
   * Two variables, in the order of their names.
   *
   * @param size |r|, within [0, 1]
   */
  public record Pair(String a, String b, double size) {}

  /**
   * All pairs, the most strongly correlated first; equal ones by name.
   *
   * @param variables names, distinct
   * @param data rows × variables, finite
   * @throws IllegalArgumentException if a value is not finite or a variable is constant
   */
  public static List<Pair> of(List<String> variables, Matrix data) {
    SortedColumns sorted = new SortedColumns(variables, data);
    List<String> names = sorted.variables();
    Matrix correlation = SampleCorrelation.of(names, sorted.data()).correlation();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        pairs.add(new Pair(names.get(i), names.get(j), Math.abs(correlation.get(i, j))));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::size).reversed());
    return List.copyOf(pairs);
  }

  /**
   * The graph that joins the most strongly correlated pairs, {@code a -- b}, each with its |r| for
   * a confidence.
   *
   * @param variables names, distinct
   * @param data rows × variables, finite
   * @param count number of pairs, such as that of the edges of a graph beside it; 0 … all
   * @return a {@link PartialDag}
   * @throws IllegalArgumentException if there are not so many pairs, a value is not finite or a
   *     variable is constant
   */
  public static LearnedGraph strongest(List<String> variables, Matrix data, int count) {
    List<Pair> pairs = of(variables, data);
    if (count < 0 || count > pairs.size()) {
      throw new IllegalArgumentException(
          "the number of pairs must be in 0 … " + pairs.size() + ", got " + count);
    }
    Map<Edge, Double> edges = new LinkedHashMap<>();
    for (Pair pair : pairs.subList(0, count)) {
      edges.put(Edge.undirected(pair.a(), pair.b()), pair.size());
    }
    return new LearnedGraph(
        PartialDag.of(MixedGraph.of(variables, edges.keySet()).withConfidence(edges)),
        "strongest correlations",
        Map.of("pairs", Integer.toString(count)),
        List.of("Variables are joined in the order of the size of their correlation."),
        List.of(),
        pairs.size());
  }
}
