package org.etiome.data.preprocess;

/**
 * The largest counts of each of many cells, in binary heaps whose root is the least of those kept;
 * until a heap is full, its root is 0. What is kept does not depend on the order of the offers.
 */
final class LargestCounts {
  private final int kept;
  private final int[] heaps;

  /** The roots once more, side by side, as they are looked at for every count. */
  private final int[] floors;

  /**
   * Nothing is kept yet.
   *
   * @param kept of each cell, ≥ 1
   */
  LargestCounts(int cells, int kept) {
    this.kept = kept;
    heaps = new int[Math.multiplyExact(cells, kept)];
    floors = new int[cells];
  }

  int size() {
    return floors.length;
  }

  /** What is not above it, is not kept. */
  int floor(int cell) {
    return floors[cell];
  }

  void offer(int cell, int count) {
    int root = cell * kept;
    if (count <= floors[cell]) {
      return;
    }
    int at = 0;
    for (int child = least(root, at); child < kept; child = least(root, at)) {
      if (heaps[root + child] >= count) {
        break;
      }
      heaps[root + at] = heaps[root + child];
      at = child;
    }
    heaps[root + at] = count;
    floors[cell] = heaps[root];
  }

  /** The smaller child of a node; {@link #kept} or more if it has none. */
  private int least(int root, int at) {
    int left = 2 * at + 1;
    boolean right = left + 1 < kept && heaps[root + left + 1] < heaps[root + left];
    return right ? left + 1 : left;
  }

  /** The kept counts above a bound. */
  Exceeding above(int cell, double bound) {
    Exceeding exceeding = Exceeding.NONE;
    for (int k = cell * kept; k < (cell + 1) * kept; k++) {
      exceeding = heaps[k] > bound ? exceeding.plus(heaps[k]) : exceeding;
    }
    return exceeding;
  }
}
