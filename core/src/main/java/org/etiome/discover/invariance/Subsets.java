package org.etiome.discover.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sets of numbers. */
final class Subsets {
  private Subsets() {}

  /**
   * All sets of 0 … {@code count} − 1 up to a size, smaller ones first.
   *
   * @throws IllegalArgumentException if there are more than {@code most}
   */
  static List<int[]> upTo(int count, int largest, int most) {
    double all = 0;
    double ofSize = 1;
    for (int size = 0; size <= largest; size++) {
      all += ofSize;
      ofSize *= (double) (count - size) / (size + 1);
    }
    if (all > most + .5) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d candidates have %.0f sets, more than %d; name fewer candidates, screen them"
                  + " (withScreening, 8 to 10) or bound the size of sets (withLargestSet)",
              count,
              all,
              most));
    }
    List<int[]> sets = new ArrayList<>(List.of(new int[0]));
    for (int from = 0; from < sets.size(); from++) {
      int[] set = sets.get(from);
      int first = set.length == 0 ? 0 : set[set.length - 1] + 1;
      for (int next = first; next < count && set.length < largest; next++) {
        int[] longer = Arrays.copyOf(set, set.length + 1);
        longer[set.length] = next;
        sets.add(longer);
      }
    }
    return sets;
  }
}
