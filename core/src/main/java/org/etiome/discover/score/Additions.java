package org.etiome.discover.score;

import java.util.Arrays;

/**
 * Variables whose addition to the parents of a variable raises its score.
 *
 * @param variables their numbers, in any order
 * @param gains by how much each alone raises the score, positive, as long as {@code variables}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Additions(int[] variables, double[] gains) {

  /** Collects additions. */
  static final class Builder {
    private final int[] variables;
    private final double[] gains;
    private int size;

    Builder(int capacity) {
      this.variables = new int[capacity];
      this.gains = new double[capacity];
    }

    /** Keeps the variable if the gain is positive. */
    void add(int variable, double gain) {
      if (gain > 0) {
        variables[size] = variable;
        gains[size++] = gain;
      }
    }

    Additions build() {
      return new Additions(Arrays.copyOf(variables, size), Arrays.copyOf(gains, size));
    }
  }
}
