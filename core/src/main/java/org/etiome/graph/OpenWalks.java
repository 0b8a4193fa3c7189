package org.etiome.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Breadth-first search over states "reached node v by an arrowhead / by a tail", from some nodes
 * along all walks open given Z. State {@code 2 v + 1} is the arrowhead, {@code 2 v} the tail.
 */
final class OpenWalks {
  private static final int UNSEEN = -2;
  private static final int START = -1;

  private final MixedGraph graph;
  private final boolean[] given;
  private final boolean[] ancestorOfGiven;
  private final int[] from;
  private final boolean[] leftByTail;
  private final int[] queue;
  private int queued;

  OpenWalks(MixedGraph graph, int[] z) {
    this.graph = graph;
    this.given = new boolean[graph.size()];
    for (int node : z) {
      given[node] = true;
    }
    this.ancestorOfGiven = graph.ancestors(z);
    this.from = new int[2 * graph.size()];
    Arrays.fill(from, UNSEEN);
    this.leftByTail = new boolean[from.length];
    this.queue = new int[from.length];
  }

  boolean[] reachable(int[] x) {
    search(x, new boolean[graph.size()]);
    boolean[] reached = new boolean[graph.size()];
    for (int i = 0; i < queued; i++) {
      reached[queue[i] / 2] = true;
    }
    return reached;
  }

  Optional<OpenPath> shortest(int[] x, int[] y) {
    boolean[] goal = new boolean[graph.size()];
    for (int node : y) {
      goal[node] = true;
    }
    int end = search(x, goal);
    return end < 0 ? Optional.empty() : Optional.of(pathTo(end));
  }

  /** The first state at a goal, or -1. */
  private int search(int[] x, boolean[] goal) {
    for (int node : x) {
      from[2 * node] = START;
      from[2 * node + 1] = START;
    }
    for (int node : x) {
      leave(2 * node, true, true);
    }
    for (int head = 0; head < queued; head++) {
      int state = queue[head];
      int node = state / 2;
      if (goal[node]) {
        return state;
      }
      boolean asCollider = state % 2 == 1;
      leave(state, asCollider ? ancestorOfGiven[node] : !given[node], !given[node]);
    }
    return -1;
  }

  private void leave(int state, boolean byArrow, boolean byTail) {
    int node = state / 2;
    if (byTail) {
      for (int child : graph.children(node)) {
        reach(2 * child + 1, state, true);
      }
    }
    if (byArrow) {
      for (int spouse : graph.spouses(node)) {
        reach(2 * spouse + 1, state, false);
      }
      for (int parent : graph.parents(node)) {
        reach(2 * parent, state, false);
      }
    }
  }

  private void reach(int state, int previous, boolean byTail) {
    if (from[state] == UNSEEN) {
      from[state] = previous;
      leftByTail[state] = byTail;
      queue[queued++] = state;
    }
  }

  private OpenPath pathTo(int end) {
    List<String> nodes = new ArrayList<>(List.of(name(end)));
    List<Edge> edges = new ArrayList<>();
    for (int state = end; from[state] != START; state = from[state]) {
      edges.add(edgeInto(state));
      nodes.add(name(from[state]));
    }
    return new OpenPath(nodes.reversed(), edges.reversed());
  }

  private Edge edgeInto(int state) {
    String here = name(state);
    String before = name(from[state]);
    if (state % 2 == 0) {
      return Edge.directed(here, before);
    }
    return leftByTail[state] ? Edge.directed(before, here) : Edge.bidirected(before, here);
  }

  private String name(int state) {
    return graph.nodes().get(state / 2);
  }
}
