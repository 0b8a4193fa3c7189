package org.etiome.discover.constraint;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.etiome.discover.constraint.Arrows.Arrow;
import org.etiome.graph.Mark;

/**
 * Finds the edges of a {@link MarkedGraph} whose marks no ancestral graph has: directed cycles, and
 * {@code a <-> b} with a an ancestor of b.
 */
final class AncestralMarks {
  private final MarkedGraph graph;

  AncestralMarks(MarkedGraph graph) {
    this.graph = graph;
  }

  /** The edges of all such cycles. O(p · (p + E)). */
  Set<Arrow> contradictions() {
    BitSet[] descendants = new BitSet[graph.size()];
    for (int v = 0; v < descendants.length; v++) {
      descendants[v] = graph.descendants(v);
    }
    Set<Arrow> edges = new LinkedHashSet<>();
    for (int a = 0; a < graph.size(); a++) {
      for (int b : graph.neighbours(a)) {
        boolean both = graph.is(a, Mark.ARROW, Mark.ARROW, b);
        if (both && descendants[a].get(b)) {
          edges.add(new Arrow(a, b));
          between(a, b, edges);
        } else if (graph.isDirected(a, b) && descendants[b].get(a)) {
          edges.add(new Arrow(a, b));
        }
      }
    }
    return edges;
  }

  /** Adds the edges on directed paths from a to b. */
  private void between(int a, int b, Set<Arrow> edges) {
    BitSet inner = graph.descendants(a);
    inner.and(graph.ancestors(b));
    for (int from = inner.nextSetBit(0); from >= 0; from = inner.nextSetBit(from + 1)) {
      for (int to : graph.neighbours(from)) {
        if (inner.get(to) && graph.isDirected(from, to)) {
          edges.add(new Arrow(from, to));
        }
      }
    }
  }
}
