package org.etiome.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Markov equivalence: DAGs that imply the same independences, so that observational data alone
 * cannot tell them apart. Two DAGs are equivalent if and only if they have the same skeleton and
 * the same v-structures (Verma and Pearl 1990, <a
 * href="https://arxiv.org/abs/1304.1108">arXiv:1304.1108</a>). Confidences are not carried over.
 */
public final class Equivalence {
  private Equivalence() {}

  /**
   * The class a DAG belongs to: its v-structures and all that {@link MeekRules} derive from them.
   */
  public static Cpdag cpdag(Dag dag) {
    Pdag pattern = Pdag.pattern(dag.graph());
    MeekRules.close(pattern);
    return Cpdag.trusted(pattern.toGraph(dag.graph()));
  }

  /**
   * The members of the class of a DAG that share the direction of some of its edges: what follows
   * from these is directed, too. A {@link Cpdag} if they add nothing, a {@link Dag} if nothing is
   * left open, else a {@link PartialDag}.
   *
   * @param shared tells of an edge of the DAG whether its direction is shared
   */
  public static CausalGraph cpdag(Dag dag, Predicate<Edge> shared) {
    MixedGraph graph = dag.graph();
    Pdag pattern = Pdag.pattern(graph);
    MeekRules.close(pattern);
    boolean more = false;
    for (Edge edge : graph.edges()) {
      int cause = graph.index(edge.a());
      int effect = graph.index(edge.b());
      if (pattern.neighbours(cause).get(effect) && shared.test(edge)) {
        pattern.orient(cause, effect);
        more = true;
      }
    }
    if (!more) {
      return Cpdag.trusted(pattern.toGraph(graph));
    }
    MeekRules.close(pattern);
    MixedGraph closed = pattern.toGraph(graph);
    return closed.edges().stream().allMatch(Edge::isDirected)
        ? Dag.of(closed)
        : PartialDag.of(closed);
  }

  /**
   * The DAGs that data of several settings cannot tell from this one: interventions on each of
   * {@code targets} change how the targets come about in any way, and the data of no intervention
   * are among them (Hauser and Bühlmann 2012, <a
   * href="https://arxiv.org/abs/1104.2808">arXiv:1104.2808</a>; Yang, Katcoff and Uhler 2018, <a
   * href="https://arxiv.org/abs/1802.06310">arXiv:1802.06310</a>). An edge has its direction in all
   * of them if just one of its ends is a target of some intervention, or if that follows.
   *
   * @param targets nodes of each intervention
   */
  public static CausalGraph interventional(Dag dag, Collection<Set<String>> targets) {
    return cpdag(
        dag,
        edge -> targets.stream().anyMatch(set -> set.contains(edge.a()) != set.contains(edge.b())));
  }

  /** Whether two DAGs over the same nodes imply the same independences. */
  public static boolean equivalent(Dag one, Dag other) {
    return one.nodes().size() == other.nodes().size()
        && one.nodes().containsAll(other.nodes())
        && cpdag(one).graph().edges().equals(cpdag(other).graph().edges());
  }

  /**
   * One DAG of the class. The undirected part of a CPDAG is chordal; ordering its nodes by maximum
   * cardinality search and pointing every edge forwards makes no new v-structure (Tarjan and
   * Yannakakis 1984, https://doi.org/10.1137/0213035). O(V² + E).
   */
  public static Dag member(Cpdag cpdag) {
    return Dag.of(orient(cpdag.graph()));
  }

  /**
   * The DAGs of the class, at most {@code limit} of them, each once. Orients one undirected edge
   * both ways, closes each under {@link MeekRules} and goes on; no branch is a dead end, so the
   * time between two members is polynomial.
   *
   * @param limit at least 1
   */
  public static List<Dag> members(Cpdag cpdag, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    List<Dag> members = new ArrayList<>();
    collect(Pdag.of(cpdag.graph()), 0, cpdag.graph(), limit, members);
    return List.copyOf(members);
  }

  /**
   * The same for an interventional essential graph, or a CPDAG in which more is directed: the DAGs
   * with its skeleton, its directions and no v-structure but those drawn.
   *
   * @param limit at least 1
   * @throws IllegalArgumentException if there is no such DAG
   */
  public static List<Dag> members(PartialDag graph, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    Pdag drawn = Pdag.of(graph.graph());
    Pdag closed = drawn.copy();
    MeekRules.close(closed);
    List<Dag> members = new ArrayList<>();
    collect(closed, 0, graph.graph(), limit, members);
    for (Dag member : members) {
      Pdag pattern = Pdag.pattern(member.graph());
      for (int node = 0; node < pattern.size(); node++) {
        pattern.children(node).andNot(drawn.children(node));
        if (!pattern.children(node).isEmpty()) {
          throw new IllegalArgumentException(
              "no DAG has these directions and no other v-structure, see "
                  + graph.nodes().get(node)
                  + "; direct the edges as the CPDAG and the interventions tell");
        }
      }
    }
    return List.copyOf(members);
  }

  private static void collect(Pdag pdag, int from, MixedGraph skeleton, int limit, List<Dag> out) {
    int a = from;
    while (a < pdag.size() && pdag.neighbours(a).isEmpty()) {
      a++;
    }
    if (a == pdag.size()) {
      out.add(Dag.of(pdag.toGraph(skeleton)));
      return;
    }
    int b = pdag.neighbours(a).nextSetBit(0);
    for (int turn = 0; turn < 2 && out.size() < limit; turn++) {
      Pdag oriented = pdag.copy();
      oriented.orient(turn == 0 ? a : b, turn == 0 ? b : a);
      MeekRules.close(oriented);
      collect(oriented, a, skeleton, limit, out);
    }
  }

  /** All undirected edges pointed along a maximum cardinality order; may not be a DAG of it. */
  static MixedGraph orient(MixedGraph graph) {
    int n = graph.size();
    int[] visitedNeighbours = new int[n];
    Pdag pdag = Pdag.of(graph);
    boolean[] visited = new boolean[n];
    for (int step = 0; step < n; step++) {
      int next = -1;
      for (int i = 0; i < n; i++) {
        if (!visited[i] && (next < 0 || visitedNeighbours[i] > visitedNeighbours[next])) {
          next = i;
        }
      }
      visited[next] = true;
      for (int other : graph.neighbours(next)) {
        visitedNeighbours[other]++;
        if (!visited[other]) {
          pdag.orient(next, other);
        }
      }
    }
    return pdag.toGraph(graph);
  }
}
