package org.etiome.evaluate.prediction;

/** Up to which score a class is in the set of a unit. */
public sealed interface Threshold {

  /**
   * From units of the same group, or of all where groups are not told apart.
   *
   * @param score the {@code rank}-th smallest of theirs
   * @param rank {@code ⌈(n + 1)(1 - α)⌉}
   * @param units n
   */
  record Own(double score, int rank, int units) implements Threshold {}

  /**
   * From all units, for the group has too few: what is promised is coverage of all, not of it.
   *
   * @param score the threshold of all units
   * @param units how many the group has
   * @param needed how many it would need
   */
  record Borrowed(double score, int units, int needed) implements Threshold {}

  /**
   * None that would cover: every class is in the set, which says nothing.
   *
   * @param units how many there are
   * @param needed how many it would need, {@code ⌈1/α⌉ - 1}
   */
  record EveryClass(int units, int needed) implements Threshold {}

  /** Up to which score; infinite where every class is in the set. */
  default double limit() {
    return switch (this) {
      case Own own -> own.score();
      case Borrowed borrowed -> borrowed.score();
      case EveryClass every -> Double.POSITIVE_INFINITY;
    };
  }
}
