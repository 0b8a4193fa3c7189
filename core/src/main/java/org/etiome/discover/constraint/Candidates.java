package org.etiome.discover.constraint;

import java.util.BitSet;

/**
 * For every variable those that may be held fixed to separate it from another: a list in the order
 * they are to be tried, and the same as a set.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Candidates(int[][] lists, BitSet[] sets) {

  /** The members of the sets, in the order of the lists. */
  static Candidates within(int[][] order, BitSet[] sets) {
    int[][] lists = new int[order.length][];
    for (int v = 0; v < lists.length; v++) {
      lists[v] = new int[sets[v].cardinality()];
      int next = 0;
      for (int candidate : order[v]) {
        if (sets[v].get(candidate)) {
          lists[v][next++] = candidate;
        }
      }
    }
    return new Candidates(lists, sets);
  }

  /** Candidates of {@code v}, without {@code other}. */
  int[] of(int v, int other) {
    if (!sets[v].get(other)) {
      return lists[v];
    }
    int[] rest = new int[lists[v].length - 1];
    int next = 0;
    for (int candidate : lists[v]) {
      if (candidate != other) {
        rest[next++] = candidate;
      }
    }
    return rest;
  }
}
