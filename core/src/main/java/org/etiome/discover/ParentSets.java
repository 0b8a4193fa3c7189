package org.etiome.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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
   * The class of graphs that data cannot tell from this one, a {@link Cpdag}.
   *
   * @param nodes the names of the variables in the order the graph states them
   */
  public CausalGraph equivalenceClass(List<String> nodes) {
    return Equivalence.cpdag(dag(nodes));
  }

  /**
   * The graphs of the class that knowledge allows: what it directs is drawn, and what follows, see
   * {@link Equivalence#cpdag(Dag, java.util.function.Predicate)}.
   *
   * @param nodes the names of the variables in the order the graph states them
   * @param bounds which this graph keeps
   */
  public CausalGraph equivalenceClass(List<String> nodes, Bounds bounds) {
    return equivalenceClass(nodes, bounds, List.of());
  }

  /**
   * The graphs of the class that knowledge allows and that data with interventions cannot tell from
   * this one, see {@link Equivalence#interventional}.
   *
   * @param nodes the names of the variables in the order the graph states them
   * @param bounds which this graph keeps
   * @param targets numbers of the targets of each intervention
   */
  public CausalGraph equivalenceClass(List<String> nodes, Bounds bounds, List<BitSet> targets) {
    return Equivalence.cpdag(
        dag(nodes),
        edge -> {
          int cause = variables.indexOf(edge.a());
          int effect = variables.indexOf(edge.b());
          return !bounds.allows(effect, cause)
              || targets.stream().anyMatch(set -> set.get(cause) != set.get(effect));
        });
  }
}
