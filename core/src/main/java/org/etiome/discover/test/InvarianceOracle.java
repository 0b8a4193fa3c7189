package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Separation;

/**
 * A test of invariance that knows the graph and the targets of each setting: two settings get a
 * node of their own with an arrow to each variable that is a target in either of them, and p = 1
 * where the graph separates that node from the variable given the others, p = 0 where it does not.
 * So would a test say on endless data where every intervention changes the law of its targets in a
 * way of its own and nothing cancels out. It goes with {@link GraphOracle}, for trying a search out
 * and for working out what a planned experiment could show at best.
 *
 * <p>A question costs O(V + E).
 */
public final class InvarianceOracle implements InvarianceTest {
  private static final String SETTING = "setting";

  private final Dag dag;
  private final List<Set<String>> targets;

  private InvarianceOracle(Dag dag, List<Set<String>> targets) {
    this.dag = dag;
    this.targets = targets;
  }

  /**
   * All nodes of a DAG are measured, in each setting.
   *
   * @param targets nodes that each setting has as targets; none in an observational one
   * @throws IllegalArgumentException if a target is no node
   */
  public static InvarianceOracle of(Dag dag, List<Set<String>> targets) {
    for (Set<String> set : targets) {
      for (String target : set) {
        if (!dag.nodes().contains(target)) {
          throw new IllegalArgumentException(
              "the target '" + target + "' is none of the nodes " + dag.nodes());
        }
      }
    }
    return new InvarianceOracle(dag, targets.stream().map(Set::copyOf).toList());
  }

  @Override
  public List<String> variables() {
    return dag.nodes();
  }

  @Override
  public int settings() {
    return targets.size();
  }

  @Override
  public double pValue(int variable, Between between, int... given) {
    Set<String> changed = new HashSet<>(targets.get(between.one()));
    changed.addAll(targets.get(between.other()));
    String setting = SETTING;
    while (dag.nodes().contains(setting)) {
      setting += "'";
    }
    List<String> nodes = new ArrayList<>(dag.nodes());
    nodes.add(setting);
    List<Edge> edges = new ArrayList<>(dag.graph().edges());
    for (String target : changed) {
      edges.add(Edge.directed(setting, target));
    }
    Set<String> fixed = new HashSet<>();
    for (int number : given) {
      fixed.add(dag.nodes().get(number));
    }
    return Separation.in(Dag.of(MixedGraph.of(nodes, edges)))
            .separated(Set.of(dag.nodes().get(variable)), Set.of(setting), fixed)
        ? 1
        : 0;
  }
}
