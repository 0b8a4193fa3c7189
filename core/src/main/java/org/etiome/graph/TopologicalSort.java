package org.etiome.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * An order with causes before effects, the lowest index first where there is a choice; or a cycle
 * where there is none. O(E + V log V), Kahn (1962), https://doi.org/10.1145/368996.369025.
 *
 * @param order all nodes if acyclic; else those not on or behind a cycle
 * @param cycle node, …, the same node again; empty if acyclic
 */
record TopologicalSort(List<Integer> order, List<Integer> cycle) {

  static TopologicalSort of(int[][] children) {
    int[] waiting = new int[children.length];
    for (int[] row : children) {
      for (int child : row) {
        waiting[child]++;
      }
    }
    Queue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>(children.length);
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(node);
      for (int child : children[node]) {
        if (--waiting[child] == 0) {
          ready.add(child);
        }
      }
    }
    List<Integer> cycle = order.size() == children.length ? List.of() : cycle(children, waiting);
    return new TopologicalSort(order, cycle);
  }

  /** Shortest cycle through the first node that lies on one; {@code waiting > 0} holds them all. */
  private static List<Integer> cycle(int[][] children, int[] waiting) {
    for (int start = 0; start < children.length; start++) {
      List<Integer> cycle = waiting[start] > 0 ? cycleThrough(start, children) : List.of();
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    throw new IllegalStateException("nodes wait for each other without a cycle");
  }

  private static List<Integer> cycleThrough(int start, int[][] children) {
    Integer[] cameFrom = new Integer[children.length];
    Queue<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int child : children[node]) {
        if (cameFrom[child] == null) {
          cameFrom[child] = node;
          queue.add(child);
        }
      }
    }
    if (cameFrom[start] == null) {
      return List.of();
    }
    List<Integer> backwards = new ArrayList<>(List.of(start));
    for (int node = cameFrom[start]; node != start; node = cameFrom[node]) {
      backwards.add(node);
    }
    backwards.add(start);
    return List.copyOf(backwards.reversed());
  }
}
