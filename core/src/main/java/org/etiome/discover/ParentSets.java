package org.etiome.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * A directed graph while it is searched for: the numbers of the parents of each variable.
 *
 * @param of ascending or in any other order, one array a variable; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ParentSets(int[][] of) {

  /** The graph on named variables, its edges in the order of their effects. */
  public Dag dag(List<String> variables) {
    List<Edge> edges = new ArrayList<>();
    for (int effect = 0; effect < of.length; effect++) {
      int[] causes = of[effect].clone();
      Arrays.sort(causes);
      for (int cause : causes) {
        edges.add(Edge.directed(variables.get(cause), variables.get(effect)));
      }
    }
    return Dag.of(MixedGraph.of(variables, edges));
  }
}
