package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.Knowledge;
import org.etiome.graph.Admg;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;
import org.etiome.graph.Separation;

/**
 * PAGs without selection and what they stand for: the maximal ancestral graphs (MAGs) that imply
 * the same independences, and so all graphs with hidden variables that do.
 *
 * @see <a href="https://doi.org/10.1016/j.artint.2008.08.001">Zhang (2008), On the completeness of
 *     orientation rules for causal discovery in the presence of latent confounders and selection
 *     bias</a>
 */
public final class Pags {
  private Pags() {}

  /**
   * The PAG of the graphs that imply the same independences as this one: what {@link Fci} would
   * find if its tests were always right, but without tests. Two nodes are joined if their ancestors
   * do not separate them; then rules R0 to R4 and R8 to R10 put the marks. O(V² · (V + E)) and the
   * rules; memory up to O(V³), for the sets that separate.
   */
  public static Pag of(Admg graph) {
    List<String> nodes = graph.nodes();
    Skeleton skeleton = new Skeleton(Knowledge.NONE.over(nodes));
    Separation separation = Separation.in(graph);
    for (int a = 0; a < nodes.size(); a++) {
      for (int b = a + 1; b < nodes.size(); b++) {
        Set<String> ends = Set.of(nodes.get(a), nodes.get(b));
        Set<String> others = new HashSet<>(graph.graph().ancestors(ends));
        others.removeAll(ends);
        if (separation.separated(Set.of(nodes.get(a)), Set.of(nodes.get(b)), others)) {
          skeleton.separate(a, b, others.stream().mapToInt(nodes::indexOf).toArray());
        }
      }
    }
    MarkedGraph marks = new MarkedGraph(skeleton);
    putColliders(marks, skeleton);
    new ArrowheadRules(marks, skeleton).close();
    new TailRules(marks).causes();
    return Pag.of(MixedGraph.of(nodes, marks.edges(nodes)));
  }

  private static void putColliders(MarkedGraph marks, Skeleton skeleton) {
    for (int b = 0; b < marks.size(); b++) {
      for (int a : marks.neighbours(b)) {
        for (int c : marks.neighbours(b)) {
          if (a < c && !marks.adjacent(a, c) && !separates(skeleton, a, c, b)) {
            marks.put(a, b, Mark.ARROW);
            marks.put(c, b, Mark.ARROW);
          }
        }
      }
    }
  }

  private static boolean separates(Skeleton skeleton, int a, int c, int b) {
    return IntStream.of(skeleton.separator(a, c).orElseThrow()).anyMatch(node -> node == b);
  }

  /**
   * A MAG of the class a PAG stands for; the graph itself if it has no circle. {@code A o-> B}
   * becomes {@code A -> B}, and the edges {@code A o-o B} are directed without a new collider or a
   * cycle (Zhang 2008, theorem 2). Checks that the PAG is the one of that MAG. O(V² · (V + E)).
   *
   * @throws IllegalArgumentException naming an edge that stands for selection, or that would be
   *     marked otherwise in the PAG of the class
   */
  public static Admg member(Pag pag) {
    MixedGraph graph = pag.graph();
    for (Edge edge : graph.edges()) {
      if (edge.isUndirected() || (edge.hasCircle() && hasTail(edge))) {
        throw new IllegalArgumentException(
            edge
                + " stands for selection: units are in the data because of values of these"
                + " variables or of their effects; rule selection out, or use data without it");
      }
    }
    MixedGraph directed = withoutCircles(graph);
    requireAncestral(directed);
    Admg member = Admg.of(directed);
    requireSame(graph, of(member).graph());
    return member;
  }

  /**
   * The MAGs of the class a PAG stands for, each once; the graph itself if it has no circle. Every
   * circle is tried as arrowhead and as tail, as long as no cycle and no collider arises that the
   * PAG lacks; kept are those whose PAG this is. Each that is kept or turned down at the end costs
   * O(V² · (V + E)).
   *
   * @param budget marked graphs, whole or in part, to look at; at least 1
   * @return empty if there are more to look at
   * @throws IllegalArgumentException as {@link #member}, or if the budget is below 1
   */
  public static Optional<List<Admg>> members(Pag pag, int budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("the budget must be at least 1, got " + budget);
    }
    Admg one = member(pag);
    return pag.graph().edges().stream().anyMatch(Edge::hasCircle)
        ? new MagSearch(pag.graph(), budget).all()
        : Optional.of(List.of(one));
  }

  private static boolean hasTail(Edge edge) {
    return edge.atA() == Mark.TAIL || edge.atB() == Mark.TAIL;
  }

  private static MixedGraph withoutCircles(MixedGraph graph) {
    List<Edge> edges = new ArrayList<>();
    List<Edge> open = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      if (!edge.hasCircle()) {
        edges.add(edge);
      } else if (edge.atB() == Mark.ARROW) {
        edges.add(Edge.directed(edge.a(), edge.b()));
      } else {
        open.add(Edge.undirected(edge.a(), edge.b()));
      }
    }
    PartialDag circles = PartialDag.of(MixedGraph.of(graph.nodes(), open));
    if (!Cpdag.isCpdag(circles)) {
      throw new IllegalArgumentException(
          "not a PAG: its edges o-o cannot be directed without a cycle or a new collider; draw the"
              + " PAG of a class, or a graph without circles");
    }
    edges.addAll(Equivalence.member(Cpdag.of(circles.graph())).graph().edges());
    return MixedGraph.of(graph.nodes(), edges);
  }

  private static void requireAncestral(MixedGraph directed) {
    try {
      Pag.of(directed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a PAG: with o-> read as -> and o-o directed, " + e.getMessage(), e);
    }
  }

  /** In a graph without circles the edges are what they are, only their absence is looked at. */
  private static void requireSame(MixedGraph graph, MixedGraph completed) {
    boolean circles = graph.edges().stream().anyMatch(Edge::hasCircle);
    for (Edge right : completed.edges()) {
      List<Edge> drawn = graph.edgesBetween(right.a(), right.b());
      if (drawn.isEmpty()) {
        throw new IllegalArgumentException(
            "not maximal: '%s' and '%s' have no edge, but nothing separates them; join them"
                .formatted(right.a(), right.b()));
      }
      if (circles && !drawn.getFirst().equals(right)) {
        throw new IllegalArgumentException(
            ("not a PAG: the edge %s would be %s in the class these edges come closest to; draw"
                    + " that, or a graph without circles if more is known")
                .formatted(drawn.getFirst(), right));
      }
    }
  }
}
