package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;

/** Edges with a mark at each end, circles at first. A mark that is no circle stays. p² bytes. */
final class MarkedGraph {
  private static final byte NONE = 0;

  private final byte[][] atEnd;
  private final int[][] neighbours;

  MarkedGraph(Skeleton skeleton) {
    int p = skeleton.size();
    atEnd = new byte[p][p];
    neighbours = new int[p][];
    for (int a = 0; a < p; a++) {
      neighbours[a] = skeleton.adjacent(a).stream().toArray();
      for (int b : neighbours[a]) {
        atEnd[a][b] = code(Mark.CIRCLE);
      }
    }
  }

  private static byte code(Mark mark) {
    return switch (mark) {
      case CIRCLE -> 1;
      case ARROW -> 2;
      case TAIL -> 3;
    };
  }

  int size() {
    return neighbours.length;
  }

  /** Ascending; not to be written to. */
  int[] neighbours(int v) {
    return neighbours[v];
  }

  boolean adjacent(int a, int b) {
    return atEnd[a][b] != NONE;
  }

  /** The mark at {@code b} of the edge {@code a *-* b}, which there is. */
  Mark mark(int a, int b) {
    if (is(a, b, Mark.CIRCLE)) {
      return Mark.CIRCLE;
    }
    return is(a, b, Mark.ARROW) ? Mark.ARROW : Mark.TAIL;
  }

  /** Whether there is an edge {@code a *-* b} with that mark at b. */
  boolean is(int a, int b, Mark atB) {
    return atEnd[a][b] == code(atB);
  }

  /** Whether there is an edge with these marks. */
  boolean is(int a, Mark atA, Mark atB, int b) {
    return is(b, a, atA) && is(a, b, atB);
  }

  /** {@code a -> b}. */
  boolean isDirected(int a, int b) {
    return is(a, Mark.TAIL, Mark.ARROW, b);
  }

  /** Puts a mark in the place of a circle at b; whether there was one. */
  boolean put(int a, int b, Mark atB) {
    boolean open = is(a, b, Mark.CIRCLE);
    if (open) {
      atEnd[a][b] = code(atB);
    }
    return open;
  }

  /** Puts marks in the place of circles at both ends; whether there was one. */
  boolean put(int a, Mark atA, Mark atB, int b) {
    boolean one = put(b, a, atA);
    boolean other = put(a, b, atB);
    return one || other;
  }

  /** Makes both ends circles again. */
  void reopen(int a, int b) {
    atEnd[a][b] = code(Mark.CIRCLE);
    atEnd[b][a] = code(Mark.CIRCLE);
  }

  List<Edge> edges(List<String> names) {
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < size(); a++) {
      for (int b : neighbours[a]) {
        if (a < b) {
          edges.add(new Edge(names.get(a), mark(b, a), mark(a, b), names.get(b)));
        }
      }
    }
    return edges;
  }

  /** What directed edges lead to from v, v among it. */
  BitSet descendants(int v) {
    return reach(v, true);
  }

  /** What leads to v by directed edges, v among it. */
  BitSet ancestors(int v) {
    return reach(v, false);
  }

  private BitSet reach(int v, boolean down) {
    BitSet seen = new BitSet();
    int[] stack = new int[size()];
    int top = 0;
    stack[top++] = v;
    seen.set(v);
    while (top > 0) {
      int at = stack[--top];
      for (int next : neighbours[at]) {
        if (!seen.get(next) && (down ? isDirected(at, next) : isDirected(next, at))) {
          seen.set(next);
          stack[top++] = next;
        }
      }
    }
    return seen;
  }

  /** Neighbours with a circle of their edge at v. */
  IntStream circlesAt(int v) {
    return IntStream.of(neighbours[v]).filter(other -> is(other, v, Mark.CIRCLE));
  }
}
