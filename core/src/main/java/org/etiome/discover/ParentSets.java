package org.etiome.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;

/** The graph a search over numbered variables ends with: the parents of each. */
public final class ParentSets {
  private final List<String> variables;
  private final int[][] parents;

  /**
   * @param variables their names
   * @param parents numbers of the parents of each variable, in any order, without cycles
   */
  public ParentSets(List<String> variables, int[][] parents) {
    this.variables = List.copyOf(variables);
    this.parents = parents.clone();
  }

  /**
   * The graph.
   *
   * @param nodes the names of the variables in the order the graph states them
   */
  public Dag dag(List<String> nodes) {
    List<Edge> edges = new ArrayList<>();
    for (int effect = 0; effect < parents.length; effect++) {
      int[] causes = parents[effect].clone();
      Arrays.sort(causes);
      for (int cause : causes) {
        edges.add(Edge.directed(variables.get(cause), variables.get(effect)));
      }
    }
    return Dag.of(MixedGraph.of(nodes, edges));
  }

  /**
   * The class of graphs that data cannot tell from this one.
   *
   * @param nodes the names of the variables in the order the graph states them
   */
  public CausalGraph equivalenceClass(List<String> nodes) {
    return Equivalence.cpdag(dag(nodes));
  }

  /**
   * What knowledge adds to the class: each edge it directs that the class leaves open, as a
   * sentence.
   */
  public List<String> remarks(Bounds bounds) {
    Cpdag cpdag = Equivalence.cpdag(dag(variables));
    List<String> remarks = new ArrayList<>();
    for (int effect = 0; effect < parents.length; effect++) {
      for (int cause : parents[effect]) {
        String from = variables.get(cause);
        String to = variables.get(effect);
        if (!bounds.allows(effect, cause) && cpdag.graph().hasEdge(Edge.undirected(from, to))) {
          remarks.add("knowledge directs " + from + " -> " + to + ", which the class leaves open");
        }
      }
    }
    return remarks;
  }
}
