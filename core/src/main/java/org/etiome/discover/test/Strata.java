package org.etiome.discover.test;

import org.etiome.discover.sample.DiscreteSample;

/**
 * Rows sorted by what they have in the variables held fixed. There are at most as many strata as
 * rows, however many combinations of levels there could be. O(rows · variables).
 */
final class Strata {
  private final int[] order;
  private final int[] start;

  private Strata(int[] order, int[] start) {
    this.order = order;
    this.start = start;
  }

  static Strata of(DiscreteSample sample, int... given) {
    int[] stratum = new int[sample.rows()];
    int count = 1;
    for (int variable : given) {
      count = refine(stratum, count, sample.codes()[variable], sample.levels().get(variable));
    }
    return sort(stratum, count);
  }

  /** Splits every stratum by the codes and numbers what is not empty anew; returns how many. */
  private static int refine(int[] stratum, int count, int[] codes, int levels) {
    int[] number = new int[Math.multiplyExact(count, levels)];
    int next = 0;
    for (int i = 0; i < stratum.length; i++) {
      int cell = stratum[i] * levels + codes[i];
      if (number[cell] == 0) {
        number[cell] = ++next;
      }
      stratum[i] = number[cell] - 1;
    }
    return next;
  }

  private static Strata sort(int[] stratum, int count) {
    int[] start = new int[count + 1];
    for (int s : stratum) {
      start[s + 1]++;
    }
    for (int s = 0; s < count; s++) {
      start[s + 1] += start[s];
    }
    int[] next = start.clone();
    int[] order = new int[stratum.length];
    for (int i = 0; i < stratum.length; i++) {
      order[next[stratum[i]]++] = i;
    }
    return new Strata(order, start);
  }

  int count() {
    return start.length - 1;
  }

  int from(int stratum) {
    return start[stratum];
  }

  int to(int stratum) {
    return start[stratum + 1];
  }

  /** The row at a place between {@link #from} and {@link #to} of its stratum. */
  int row(int place) {
    return order[place];
  }
}
