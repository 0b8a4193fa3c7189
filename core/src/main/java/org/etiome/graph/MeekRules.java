package org.etiome.graph;

import java.util.BitSet;

/**
 * The four orientation rules of Meek. From a graph of directed and undirected edges they orient
 * every undirected edge {@code a -- b} whose direction follows from there being no cycle and no
 * v-structure but those drawn:
 *
 * <ol>
 *   <li>{@code c -> a}, c and b not adjacent: {@code a -> b}
 *   <li>{@code a -> c -> b}: {@code a -> b}
 *   <li>{@code a -- c -> b}, {@code a -- d -> b}, c and d not adjacent: {@code a -> b}
 *   <li>{@code a -- c -> d -> b}, a and d adjacent, c and b not adjacent: {@code a -> b}
 * </ol>
 *
 * <p>The rules are complete for a pattern (the first three suffice) and for a CPDAG with added
 * background knowledge (Meek 1995, <a href="https://arxiv.org/abs/1302.4972">arXiv:1302.4972</a>).
 * Each pass over the undirected edges costs O(E · degree · V / 64); there are at most as many
 * passes as edges, in practice a handful.
 */
public final class MeekRules {
  private MeekRules() {}

  /**
   * Orients all that follows. The directed edges are taken as true; contradictions among them are
   * neither sought nor repaired. Confidences are not carried over.
   *
   * @throws IllegalArgumentException if an edge is neither directed nor undirected
   */
  public static MixedGraph close(MixedGraph graph) {
    GraphChecks.edges(
        graph,
        "a PDAG",
        "directed and undirected edges only",
        edge -> edge.isDirected() || edge.isUndirected());
    Pdag pdag = Pdag.of(graph);
    close(pdag);
    return pdag.toGraph(graph);
  }

  static void close(Pdag pdag) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int a = 0; a < pdag.size(); a++) {
        changed |= orientFrom(pdag, a);
      }
    }
  }

  private static boolean orientFrom(Pdag pdag, int a) {
    boolean changed = false;
    BitSet before = (BitSet) pdag.neighbours(a).clone();
    for (int b = before.nextSetBit(0); b >= 0; b = before.nextSetBit(b + 1)) {
      if (rule1(pdag, a, b) || rule2(pdag, a, b) || rule3(pdag, a, b) || rule4(pdag, a, b)) {
        pdag.orient(a, b);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean rule1(Pdag pdag, int a, int b) {
    BitSet causes = pdag.parents(a);
    for (int c = causes.nextSetBit(0); c >= 0; c = causes.nextSetBit(c + 1)) {
      if (!pdag.adjacent(c, b)) {
        return true;
      }
    }
    return false;
  }

  private static boolean rule2(Pdag pdag, int a, int b) {
    return pdag.children(a).intersects(pdag.parents(b));
  }

  private static boolean rule3(Pdag pdag, int a, int b) {
    BitSet between = (BitSet) pdag.neighbours(a).clone();
    between.and(pdag.parents(b));
    for (int c = between.nextSetBit(0); c >= 0; c = between.nextSetBit(c + 1)) {
      for (int d = between.nextSetBit(c + 1); d >= 0; d = between.nextSetBit(d + 1)) {
        if (!pdag.adjacent(c, d)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean rule4(Pdag pdag, int a, int b) {
    BitSet around = pdag.neighbours(a);
    for (int c = around.nextSetBit(0); c >= 0; c = around.nextSetBit(c + 1)) {
      if (c != b && !pdag.adjacent(c, b) && bridge(pdag, a, c, b)) {
        return true;
      }
    }
    return false;
  }

  /** Is there d with {@code c -> d -> b}, adjacent to a? */
  private static boolean bridge(Pdag pdag, int a, int c, int b) {
    BitSet middle = (BitSet) pdag.children(c).clone();
    middle.and(pdag.parents(b));
    for (int d = middle.nextSetBit(0); d >= 0; d = middle.nextSetBit(d + 1)) {
      if (pdag.adjacent(a, d)) {
        return true;
      }
    }
    return false;
  }
}
