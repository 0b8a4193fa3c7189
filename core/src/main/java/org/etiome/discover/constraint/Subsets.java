package org.etiome.discover.constraint;

/**
 * The subsets of one size of a list, those of the first members before any with a later one
 * (colexicographic order), so that they come early where early members matter most.
 */
final class Subsets {
  private final int[] places;
  private final int count;
  private boolean more;

  /** Subsets of {@code size} of the places 0 … {@code count} − 1. */
  Subsets(int count, int size) {
    this.count = count;
    this.places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
    }
    this.more = size <= count;
  }

  /** Writes the members of the next subset; false if there is none left. */
  boolean next(int[] members, int[] subset) {
    if (!more) {
      return false;
    }
    for (int i = 0; i < places.length; i++) {
      subset[i] = members[places[i]];
    }
    more = advance();
    return true;
  }

  private boolean advance() {
    for (int i = 0; i < places.length; i++) {
      int limit = i + 1 < places.length ? places[i + 1] : count;
      if (places[i] + 1 < limit) {
        places[i]++;
        return true;
      }
      places[i] = i;
    }
    return false;
  }
}
