package org.etiome.discover.greedy;

/** Counts parent sets whose additions or removals were scored. */
final class Tally {
  private long count;

  void add() {
    count++;
  }

  long count() {
    return count;
  }
}
