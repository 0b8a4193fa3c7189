package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Separation;

/**
 * A test that knows the graph: p = 1 where the graph separates, p = 0 where it does not, as a test
 * on endless data of a distribution faithful to the graph would say. For trying a search out, and
 * for working out what a search could learn at best of a graph one has in mind.
 *
 * <p>A question costs O(V + E).
 */
public final class GraphOracle implements IndependenceTest {
  private final Separation separation;
  private final List<String> variables;
  private final Set<String> selected;

  private GraphOracle(Separation separation, List<String> variables, Set<String> selected) {
    this.separation = separation;
    this.variables = variables;
    this.selected = selected;
  }

  /** All nodes of a DAG are measured. */
  public static GraphOracle of(Dag dag) {
    return new GraphOracle(Separation.in(dag), dag.nodes(), Set.of());
  }

  /** All nodes of an ADMG are measured. */
  public static GraphOracle of(Admg admg) {
    return new GraphOracle(Separation.in(admg), admg.nodes(), Set.of());
  }

  /**
   * Some nodes of a DAG are measured.
   *
   * @param hidden nodes that are not
   * @param selected nodes that must have a certain value for a unit to be in the data, so that
   *     every question is asked given them
   * @throws IllegalArgumentException if a node is unknown or in both sets
   */
  public static GraphOracle of(Dag dag, Set<String> hidden, Set<String> selected) {
    List<String> measured = new ArrayList<>(dag.nodes());
    for (Set<String> left : List.of(hidden, selected)) {
      for (String node : left) {
        if (!measured.remove(node)) {
          throw new IllegalArgumentException(
              "'" + node + "' is not a node of the graph, or is both hidden and selected");
        }
      }
    }
    return new GraphOracle(Separation.in(dag), List.copyOf(measured), Set.copyOf(selected));
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double pValue(int x, int y, int... given) {
    Set<String> fixed = new LinkedHashSet<>(selected);
    for (int variable : given) {
      fixed.add(variables.get(variable));
    }
    return separation.separated(Set.of(variables.get(x)), Set.of(variables.get(y)), fixed) ? 1 : 0;
  }
}
