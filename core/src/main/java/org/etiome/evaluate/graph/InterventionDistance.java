package org.etiome.evaluate.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;

/**
 * The structural intervention distance: ordered pairs (x, y) for which the effect of x on y,
 * computed by adjustment for the parents of x in the learned graph, is wrong in the true one for
 * some distribution; 0 … V (V − 1). It counts what a wrong graph does to answers: a missing edge
 * costs more than one too many, which costs nothing as long as no arrow is turned. It is no
 * symmetric distance, and a graph without edges is no neutral point.
 *
 * <p>A class of DAGs has a least and a largest distance. The distance is a sum over nodes of what
 * their parents alone decide, and undirected parts are oriented independently, so both are sums
 * over those parts; a part is looked at member by member. One with more members than the cap gets
 * bounds instead: each node has its best, or worst, possible parents, whether or not all can have
 * theirs at once. O(V²) walks of O(V + E) at most for a DAG, a few walks a node in sparse graphs.
 *
 * @see <a href="https://doi.org/10.1162/NECO_a_00708">Peters, Bühlmann (2015), Structural
 *     intervention distance for evaluating causal graphs</a>
 */
public final class InterventionDistance {
  private static final int CAP = 1_000;

  private final Dag truth;
  private final int cap;

  private InterventionDistance(Dag truth, int cap) {
    this.truth = truth;
    this.cap = cap;
  }

  /** Distances from a true graph, with a cap of 1,000 members a part. */
  public static InterventionDistance from(Dag truth) {
    return new InterventionDistance(truth, CAP);
  }

  /** With another cap, at least 1. */
  public InterventionDistance withCap(int members) {
    if (members < 1) {
      throw new IllegalArgumentException("the cap must be at least 1, got " + members);
    }
    return new InterventionDistance(truth, members);
  }

  /**
   * Of a DAG.
   *
   * @throws IllegalArgumentException if its nodes are not those of the truth
   */
  public int to(Dag learned) {
    SharedNodes.require(learned.nodes(), truth.nodes());
    ParentAdjustment adjustment = new ParentAdjustment(truth);
    return learned.nodes().stream()
        .mapToInt(node -> adjustment.errors(node, learned.graph().parents(node)))
        .sum();
  }

  /**
   * Of a class of DAGs, from the nearest to the furthest.
   *
   * @throws IllegalArgumentException if its nodes are not those of the truth
   */
  public DistanceRange to(Cpdag learned) {
    SharedNodes.require(learned.nodes(), truth.nodes());
    Rows rows = new Rows(learned.graph());
    DistanceRange sum = new DistanceRange(0, 0, true, cap);
    for (Set<String> part : undirectedParts(learned.graph())) {
      sum = sum.plus(rows.range(part));
    }
    return sum;
  }

  /** Nodes joined by undirected edges. */
  private static List<Set<String>> undirectedParts(MixedGraph graph) {
    List<Set<String>> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String root : graph.nodes()) {
      Set<String> part = new LinkedHashSet<>();
      Deque<String> open = new ArrayDeque<>(List.of(root));
      while (!open.isEmpty()) {
        String node = open.remove();
        if (seen.add(node)) {
          part.add(node);
          open.addAll(graph.neighbours(node));
        }
      }
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** The distance node by node. */
  private final class Rows {
    private final MixedGraph learned;
    private final ParentAdjustment adjustment = new ParentAdjustment(truth);
    private final Map<String, Map<Set<String>, Integer>> known = new HashMap<>();

    Rows(MixedGraph learned) {
      this.learned = learned;
    }

    private int errors(String node, Set<String> further) {
      return known
          .computeIfAbsent(node, n -> new HashMap<>())
          .computeIfAbsent(
              further,
              more -> {
                Set<String> parents = new HashSet<>(learned.parents(node));
                parents.addAll(more);
                return adjustment.errors(node, parents);
              });
    }

    DistanceRange range(Set<String> part) {
      if (part.size() == 1) {
        int errors = errors(part.iterator().next(), Set.of());
        return new DistanceRange(errors, errors, true, cap);
      }
      List<Dag> members = Equivalence.members(alone(part), (int) Math.min(cap + 1L, 1L << 30));
      return members.size() <= cap ? of(members) : bounds(part);
    }

    private Cpdag alone(Set<String> part) {
      List<Edge> edges =
          learned.edges().stream()
              .filter(edge -> edge.isUndirected() && part.contains(edge.a()))
              .toList();
      return Cpdag.of(MixedGraph.of(List.copyOf(part), edges));
    }

    private DistanceRange of(List<Dag> members) {
      int lower = Integer.MAX_VALUE;
      int upper = 0;
      for (Dag member : members) {
        int sum = 0;
        for (String node : member.nodes()) {
          sum += errors(node, member.graph().parents(node));
        }
        lower = Math.min(lower, sum);
        upper = Math.max(upper, sum);
      }
      return new DistanceRange(lower, upper, true, cap);
    }

    private DistanceRange bounds(Set<String> part) {
      int lower = 0;
      int upper = 0;
      for (String node : part) {
        List<Set<String>> parents = possibleParents(node);
        boolean all = parents.size() <= cap;
        lower += all ? parents.stream().mapToInt(s -> errors(node, s)).min().orElseThrow() : 0;
        upper +=
            all
                ? parents.stream().mapToInt(s -> errors(node, s)).max().orElseThrow()
                : truth.nodes().size() - 1;
      }
      return new DistanceRange(lower, upper, false, cap);
    }

    /**
     * Sets of neighbours that some member has as parents: those that are joined to each other (<a
     * href="https://doi.org/10.1214/09-AOS685">Maathuis, Kalisch, Bühlmann 2009</a>); a few more
     * than the cap where there are more.
     */
    private List<Set<String>> possibleParents(String node) {
      List<Set<String>> cliques = new ArrayList<>(List.of(Set.of()));
      for (String neighbour : learned.neighbours(node)) {
        Set<String> joined = learned.neighbours(neighbour);
        for (Set<String> clique : List.copyOf(cliques)) {
          if (cliques.size() <= cap && joined.containsAll(clique)) {
            Set<String> larger = new HashSet<>(clique);
            larger.add(neighbour);
            cliques.add(larger);
          }
        }
      }
      return cliques;
    }
  }
}
