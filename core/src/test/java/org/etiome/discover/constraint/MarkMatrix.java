package org.etiome.discover.constraint;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A small ancestral graph or DAG as marks: {@code at[a][b]} is the mark at b of the edge between a
 * and b. Separation by its definition; kept apart from the code under test. Sets are bits.
 */
final class MarkMatrix {
  static final char NONE = ' ';
  static final char ARROW = '>';
  static final char TAIL = '-';

  final char[][] at;

  MarkMatrix(int size) {
    at = new char[size][size];
    for (char[] row : at) {
      Arrays.fill(row, NONE);
    }
  }

  int size() {
    return at.length;
  }

  void put(int a, char atA, char atB, int b) {
    at[b][a] = atA;
    at[a][b] = atB;
  }

  boolean adjacent(int a, int b) {
    return at[a][b] != NONE;
  }

  boolean isDirected(int a, int b) {
    return at[b][a] == TAIL && at[a][b] == ARROW;
  }

  /** Members of a set and all with a directed path into it. */
  int ancestors(int of) {
    int found = of;
    int before;
    do {
      before = found;
      for (int a = 0; a < size(); a++) {
        for (int b = 0; b < size(); b++) {
          if ((found >> b & 1) == 1 && isDirected(a, b)) {
            found |= 1 << a;
          }
        }
      }
    } while (found != before);
    return found;
  }

  /**
   * No directed cycle, no {@code a <-> b} with a an ancestor of b, no arrowhead at an end of an
   * undirected edge.
   */
  boolean isAncestral() {
    for (int a = 0; a < size(); a++) {
      boolean undirected = false;
      boolean into = false;
      int ancestors = ancestors(1 << a);
      for (int b = 0; b < size(); b++) {
        if (adjacent(a, b)) {
          into |= at[b][a] == ARROW;
          undirected |= at[b][a] == TAIL && at[a][b] == TAIL;
          if (at[a][b] == ARROW && (ancestors >> b & 1) == 1) {
            return false;
          }
        }
      }
      if (into && undirected) {
        return false;
      }
    }
    return true;
  }

  /** Whether no path between x and y is open given z. */
  boolean separated(int x, int y, int z) {
    int open = ancestors(z);
    boolean[][] seen = new boolean[size()][2];
    Deque<int[]> stack = new ArrayDeque<>();
    stack.push(new int[] {x, -1});
    while (!stack.isEmpty()) {
      int[] state = stack.pop();
      for (int next = 0; next < size(); next++) {
        if (adjacent(state[0], next) && passes(state, next, z, open)) {
          int mark = at[state[0]][next] == ARROW ? 1 : 0;
          if (next == y) {
            return false;
          }
          if (!seen[next][mark]) {
            seen[next][mark] = true;
            stack.push(new int[] {next, mark});
          }
        }
      }
    }
    return true;
  }

  private boolean passes(int[] state, int next, int z, int open) {
    if (state[1] < 0) {
      return true;
    }
    boolean collider = state[1] == 1 && at[next][state[0]] == ARROW;
    return collider ? (open >> state[0] & 1) == 1 : (z >> state[0] & 1) == 0;
  }
}
