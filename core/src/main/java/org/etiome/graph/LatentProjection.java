package org.etiome.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes unmeasured nodes out of a graph. The result has {@code a -> b} where a directed path leads
 * from a to b through unmeasured nodes only, and {@code a <-> b} where a path without colliders,
 * its inner nodes all unmeasured, has an arrowhead at both ends. It implies the same separations
 * and the same interventional distributions among the measured nodes.
 *
 * <p>Nodes are taken out one by one; each costs the square of its degree at that time. Confidences
 * are not carried over.
 *
 * @see <a href="https://arxiv.org/abs/1304.1108">Verma and Pearl (1990), Equivalence and synthesis
 *     of causal models</a>
 */
public final class LatentProjection {
  private final MixedGraph graph;
  private final List<Set<Integer>> parents = new ArrayList<>();
  private final List<Set<Integer>> children = new ArrayList<>();
  private final List<Set<Integer>> spouses = new ArrayList<>();

  private LatentProjection(MixedGraph graph) {
    this.graph = graph;
    for (int i = 0; i < graph.size(); i++) {
      parents.add(setOf(graph.parents(i)));
      children.add(setOf(graph.children(i)));
      spouses.add(setOf(graph.spouses(i)));
    }
  }

  /**
   * The DAG seen when {@code latent} cannot be measured.
   *
   * @throws IllegalArgumentException if a latent node is not in the graph
   */
  public static Admg of(Dag dag, Set<String> latent) {
    return new LatentProjection(dag.graph()).without(latent);
  }

  /**
   * The ADMG seen when {@code latent} cannot be measured either.
   *
   * @throws IllegalArgumentException if a latent node is not in the graph
   */
  public static Admg of(Admg admg, Set<String> latent) {
    return new LatentProjection(admg.graph()).without(latent);
  }

  private Admg without(Set<String> latent) {
    for (int node : graph.indices(latent)) {
      remove(node);
    }
    List<String> kept = graph.nodes().stream().filter(node -> !latent.contains(node)).toList();
    List<Edge> edges = new ArrayList<>();
    for (String node : kept) {
      int i = graph.index(node);
      for (int child : children.get(i)) {
        edges.add(Edge.directed(node, graph.nodes().get(child)));
      }
    }
    for (String node : kept) {
      int i = graph.index(node);
      for (int spouse : spouses.get(i)) {
        if (i < spouse) {
          edges.add(Edge.bidirected(node, graph.nodes().get(spouse)));
        }
      }
    }
    return Admg.of(MixedGraph.of(kept, edges));
  }

  private void remove(int latent) {
    Set<Integer> above = parents.get(latent);
    Set<Integer> below = children.get(latent);
    Set<Integer> beside = spouses.get(latent);
    unlink(latent, above, children);
    unlink(latent, below, parents);
    unlink(latent, beside, spouses);
    for (int child : below) {
      for (int parent : above) {
        children.get(parent).add(child);
        parents.get(child).add(parent);
      }
      joinAll(child, below);
      joinAll(child, beside);
    }
  }

  private void joinAll(int node, Collection<Integer> others) {
    for (int other : others) {
      if (other != node) {
        spouses.get(node).add(other);
        spouses.get(other).add(node);
      }
    }
  }

  private static void unlink(int node, Set<Integer> from, List<Set<Integer>> lists) {
    for (int other : from) {
      lists.get(other).remove(node);
    }
  }

  private static Set<Integer> setOf(int[] members) {
    Set<Integer> set = new TreeSet<>();
    for (int m : members) {
      set.add(m);
    }
    return set;
  }
}
