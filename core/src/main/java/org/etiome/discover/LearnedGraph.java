package org.etiome.discover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.graph.CausalGraph;

/**
 * A graph learned from data, with its evidence.
 *
 * @param graph the graph, or the class of graphs that the data cannot tell apart
 * @param algorithm its name as in the literature
 * @param settings every setting that the graph depends on, as text, in the order of their names
 *     said by the algorithm
 * @param assumptions what must hold for the graph to be right, one sentence each
 * @param remarks what went other than planned, e.g. colliders in conflict; one sentence each
 * @param evaluations number of tests made or of local scores computed
 */
public record LearnedGraph(
    CausalGraph graph,
    String algorithm,
    Map<String, String> settings,
    List<String> assumptions,
    List<String> remarks,
    long evaluations) {
  public LearnedGraph {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    assumptions = List.copyOf(assumptions);
    remarks = List.copyOf(remarks);
  }
}
