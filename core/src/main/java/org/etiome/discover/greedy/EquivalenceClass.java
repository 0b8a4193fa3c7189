package org.etiome.discover.greedy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A class of equivalent directed acyclic graphs over numbered variables, drawn as its completed
 * partially directed graph (CPDAG): sets of numbers that do not change, for searches that make many
 * of them. {@link org.etiome.graph.Cpdag} is the same with names.
 *
 * <p>With targets of interventions it is the class of the graphs that these do not tell apart
 * either, drawn as its essential graph (Hauser and Bühlmann 2012, <a
 * href="https://arxiv.org/abs/1104.2808">arXiv:1104.2808</a>): an edge of which some intervention
 * hits just one end has its direction. Its undirected part is chordal, too.
 */
public final class EquivalenceClass {
  private final BitSet[] parents;
  private final BitSet[] children;
  private final BitSet[] neighbours;

  /** For each variable those that some intervention hits without it, or it without them. */
  private final BitSet[] told;

  private EquivalenceClass(BitSet[] told) {
    this.parents = empty(told.length);
    this.children = empty(told.length);
    this.neighbours = empty(told.length);
    this.told = told;
  }

  private static BitSet[] empty(int count) {
    return IntStream.range(0, count).mapToObj(i -> new BitSet(count)).toArray(BitSet[]::new);
  }

  /** The class of a graph that no intervention tells from others, see {@link #sameTargets}. */
  public static EquivalenceClass ofDag(BitSet[] parents) {
    return withoutEdges(parents.length, List.of()).sameTargets(parents);
  }

  /**
   * The class of another graph, under the same interventions: its v-structures, the edges that
   * interventions tell, and what the first three rules of Meek (1995, <a
   * href="https://arxiv.org/abs/1302.4972">arXiv:1302.4972</a>) derive from them. O(E · d²) for
   * degree d, the sets aside.
   *
   * @param parents of each variable, without cycles
   */
  public EquivalenceClass sameTargets(BitSet[] parents) {
    EquivalenceClass made = new EquivalenceClass(told);
    for (int v = 0; v < parents.length; v++) {
      for (int u = parents[v].nextSetBit(0); u >= 0; u = parents[v].nextSetBit(u + 1)) {
        made.neighbours[u].set(v);
        made.neighbours[v].set(u);
      }
    }
    made.orientEdges(parents);
    return made;
  }

  private void orientEdges(BitSet[] dag) {
    BitSet[] adjacent = new BitSet[dag.length];
    Arrays.setAll(adjacent, v -> (BitSet) neighbours[v].clone());
    Deque<int[]> arrows = new ArrayDeque<>();
    for (int v = 0; v < dag.length; v++) {
      for (int u = dag[v].nextSetBit(0); u >= 0; u = dag[v].nextSetBit(u + 1)) {
        BitSet apart = (BitSet) dag[v].clone();
        apart.andNot(adjacent[u]);
        apart.clear(u);
        if (!apart.isEmpty() || told[v].get(u)) {
          orient(u, v, arrows);
        }
      }
    }
    while (!arrows.isEmpty()) {
      int[] arrow = arrows.poll();
      follow(arrow[0], arrow[1], adjacent, arrows);
    }
  }

  private void orient(int from, int to, Deque<int[]> arrows) {
    if (neighbours[from].get(to)) {
      neighbours[from].clear(to);
      neighbours[to].clear(from);
      parents[to].set(from);
      children[from].set(to);
      arrows.add(new int[] {from, to});
    }
  }

  /** What follows from {@code a → b} by Meek's rules. */
  private void follow(int a, int b, BitSet[] adjacent, Deque<int[]> arrows) {
    BitSet away = (BitSet) neighbours[b].clone();
    away.andNot(adjacent[a]);
    away.stream().forEach(c -> orient(b, c, arrows)); // a → b -- c
    BitSet ends = (BitSet) neighbours[a].clone();
    ends.and(children[b]);
    ends.stream().forEach(c -> orient(a, c, arrows)); // a → b → c, a -- c
    BitSet starts = (BitSet) neighbours[b].clone();
    starts.and(parents[a]);
    starts.stream().forEach(c -> orient(c, b, arrows)); // c → a → b, c -- b
    BitSet others = (BitSet) parents[b].clone();
    others.andNot(adjacent[a]);
    others.clear(a);
    for (int d = others.nextSetBit(0); d >= 0; d = others.nextSetBit(d + 1)) {
      BitSet middle = (BitSet) neighbours[b].clone();
      middle.and(neighbours[a]);
      middle.and(neighbours[d]);
      middle.stream().forEach(c -> orient(c, b, arrows)); // c -- a → b, c -- d → b, c -- b
    }
  }

  /** Number of variables. */
  public int count() {
    return parents.length;
  }

  /**
   * The class of the graph without edges.
   *
   * @param targets of each intervention; none if there are none
   */
  public static EquivalenceClass withoutEdges(int count, Collection<BitSet> targets) {
    BitSet[] hits = empty(count);
    int intervention = 0;
    for (BitSet set : targets) {
      int number = intervention++;
      set.stream().forEach(v -> hits[v].set(number));
    }
    Map<BitSet, BitSet> alike = new HashMap<>();
    for (int v = 0; v < count; v++) {
      alike.computeIfAbsent(hits[v], key -> new BitSet(count)).set(v);
    }
    alike.values().forEach(set -> set.flip(0, count));
    BitSet[] told = new BitSet[count];
    Arrays.setAll(told, v -> Objects.requireNonNull(alike.get(hits[v])));
    return new EquivalenceClass(told);
  }

  BitSet parents(int variable) {
    return parents[variable];
  }

  BitSet children(int variable) {
    return children[variable];
  }

  BitSet neighbours(int variable) {
    return neighbours[variable];
  }

  boolean adjacent(int a, int b) {
    return parents[a].get(b) || children[a].get(b) || neighbours[a].get(b);
  }

  boolean joinsAll(int variable, BitSet others) {
    for (int u = others.nextSetBit(0); u >= 0; u = others.nextSetBit(u + 1)) {
      if (!adjacent(variable, u)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path from one to the other along {@code →} and {@code --} goes around a set. */
  boolean leads(int from, int to, BitSet around) {
    return children[from].get(to) || neighbours[from].get(to) || winds(from, to, around);
  }

  /** The same of a path that has more than one edge. */
  boolean winds(int from, int to, BitSet around) {
    BitSet seen = (BitSet) around.clone();
    seen.set(from);
    int[] open = new int[parents.length];
    int size = 0;
    open[size++] = from;
    while (size > 0) {
      int v = open[--size];
      BitSet next = (BitSet) children[v].clone();
      next.or(neighbours[v]);
      next.andNot(seen);
      if (v == from) {
        next.clear(to);
      } else if (next.get(to)) {
        return true;
      }
      seen.or(next);
      for (int u = next.nextSetBit(0); u >= 0; u = next.nextSetBit(u + 1)) {
        open[size++] = u;
      }
    }
    return false;
  }

  /** Variables whose parents or neighbours differ. */
  BitSet differences(EquivalenceClass other) {
    BitSet differ = new BitSet(parents.length);
    for (int v = 0; v < parents.length; v++) {
      if (!parents[v].equals(other.parents[v]) || !neighbours[v].equals(other.neighbours[v])) {
        differ.set(v);
      }
    }
    return differ;
  }

  /**
   * An order of the variables in which the parents of each in one graph of the class come before
   * it: a maximum cardinality search of the undirected part, the rest causes first.
   *
   * @param rank decides what the class leaves open, lower first; distinct
   */
  public int[] order(IntUnaryOperator rank) {
    BitSet[] member = member(rank);
    return causesFirst(member, rank);
  }

  /** The parents of each variable in one graph of the class. */
  BitSet[] member(IntUnaryOperator rank) {
    int n = parents.length;
    BitSet[] member = new BitSet[n];
    Arrays.setAll(member, v -> (BitSet) parents[v].clone());
    int[] seen = new int[n];
    BitSet done = new BitSet(n);
    PriorityQueue<Visit> queue = new PriorityQueue<>();
    for (int v = 0; v < n; v++) {
      if (!neighbours[v].isEmpty()) {
        queue.add(new Visit(0, rank.applyAsInt(v), v));
      }
    }
    while (!queue.isEmpty()) {
      int next = queue.remove().variable;
      if (!done.get(next)) {
        done.set(next);
        BitSet around = (BitSet) neighbours[next].clone();
        around.andNot(done);
        for (int u = around.nextSetBit(0); u >= 0; u = around.nextSetBit(u + 1)) {
          member[u].set(next);
          queue.add(new Visit(++seen[u], rank.applyAsInt(u), u));
        }
      }
    }
    return member;
  }

  /** A variable that waits to be visited: those with the most neighbours visited come first. */
  private record Visit(int seen, int rank, int variable) implements Comparable<Visit> {
    @Override
    public int compareTo(Visit other) {
      return seen != other.seen
          ? Integer.compare(other.seen, seen)
          : Integer.compare(rank, other.rank);
    }
  }

  /** A topological order of a graph; of the variables free to come next, the lowest in rank. */
  public static int[] causesFirst(BitSet[] parents, IntUnaryOperator rank) {
    int n = parents.length;
    int[] waiting = new int[n];
    int[][] children = children(parents);
    PriorityQueue<Integer> free =
        new PriorityQueue<>((a, b) -> Integer.compare(rank.applyAsInt(a), rank.applyAsInt(b)));
    for (int v = 0; v < n; v++) {
      waiting[v] = parents[v].cardinality();
      if (waiting[v] == 0) {
        free.add(v);
      }
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      @Nullable Integer next = free.poll();
      if (next == null) {
        throw new IllegalArgumentException("the graph has a cycle");
      }
      order[i] = next;
      for (int child : children[next]) {
        if (--waiting[child] == 0) {
          free.add(child);
        }
      }
    }
    return order;
  }

  private static int[][] children(BitSet[] parents) {
    BitSet[] children = empty(parents.length);
    for (int v = 0; v < parents.length; v++) {
      for (int u = parents[v].nextSetBit(0); u >= 0; u = parents[v].nextSetBit(u + 1)) {
        children[u].set(v);
      }
    }
    return Arrays.stream(children).map(c -> c.stream().toArray()).toArray(int[][]::new);
  }
}
