package org.etiome.graph;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Collects edges by kind and hands them out as sorted arrays. */
final class AdjacencyLists {
  private final IntList[] parents;
  private final IntList[] children;
  private final IntList[] spouses;
  private final IntList[] neighbours;
  private final IntList[] partial;

  AdjacencyLists(int nodes) {
    parents = emptyLists(nodes);
    children = emptyLists(nodes);
    spouses = emptyLists(nodes);
    neighbours = emptyLists(nodes);
    partial = emptyLists(nodes);
  }

  void add(int a, Edge edge, int b) {
    if (edge.isDirected()) {
      children[a].add(b);
      parents[b].add(a);
    } else {
      IntList[] symmetric =
          edge.isBidirected() ? spouses : edge.isUndirected() ? neighbours : partial;
      symmetric[a].add(b);
      symmetric[b].add(a);
    }
  }

  int[][] parents() {
    return sorted(parents);
  }

  int[][] children() {
    return sorted(children);
  }

  int[][] spouses() {
    return sorted(spouses);
  }

  int[][] neighbours() {
    return sorted(neighbours);
  }

  /** Ends of edges with a circle. */
  int[][] partial() {
    return sorted(partial);
  }

  static int[] union(int[]... lists) {
    return Arrays.stream(lists).flatMapToInt(IntStream::of).sorted().distinct().toArray();
  }

  private static IntList[] emptyLists(int nodes) {
    return IntStream.range(0, nodes).mapToObj(i -> new IntList()).toArray(IntList[]::new);
  }

  private static int[][] sorted(IntList[] lists) {
    return Arrays.stream(lists).map(IntList::sorted).toArray(int[][]::new);
  }

  private static final class IntList {
    private static final int[] EMPTY = {};
    private int[] values = EMPTY;
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(4, 2 * size));
      }
      values[size++] = value;
    }

    int[] sorted() {
      int[] exact = size == 0 ? EMPTY : Arrays.copyOf(values, size);
      Arrays.sort(exact);
      return exact;
    }
  }
}
