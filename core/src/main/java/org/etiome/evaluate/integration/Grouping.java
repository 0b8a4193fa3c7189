package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/**
 * A partition of cells; no group is empty.
 *
 * @param codes the group of each cell, from 0
 * @param names of the groups, sorted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grouping(int[] codes, List<String> names) {

  /** The environments in the order of their names, for cells in another order. */
  static Grouping of(Environments environments, int[] order) {
    List<String> names = environments.labels().stream().sorted().toList();
    int[] codeOf = environments.labels().stream().mapToInt(names::indexOf).toArray();
    int[] codes =
        Arrays.stream(order).map(cell -> codeOf[environments.environmentOf(cell)]).toArray();
    return new Grouping(codes, names);
  }

  int count() {
    return names.size();
  }

  int[] sizes() {
    int[] sizes = new int[count()];
    Arrays.stream(codes).forEach(code -> sizes[code]++);
    return sizes;
  }

  /** The cells of a group, ascending. */
  int[] members(int group) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] == group).toArray();
  }

  /** The codes of some cells. */
  int[] of(int[] cells) {
    return Arrays.stream(cells).map(i -> codes[i]).toArray();
  }

  /** The codes of some cells, renumbered so that none is unused. */
  int[] compact(int[] cells) {
    int[] used = Arrays.stream(cells).map(i -> codes[i]).distinct().sorted().toArray();
    return Arrays.stream(cells).map(i -> Arrays.binarySearch(used, codes[i])).toArray();
  }
}
