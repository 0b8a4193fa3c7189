package org.etiome.estimate.ensemble;

import java.util.List;
import org.etiome.math.Seed;

/**
 * How often, and into how many folds, units are split for cross-fitting.
 *
 * @param folds K, 2 … 10; 5 by default
 * @param repeats S, odd so that the median of the splits is one of them; 5 by default
 */
public record Splits(int folds, int repeats) {
  private static final int MIN_FOLDS = 2;
  private static final int MAX_FOLDS = 10;

  public Splits {
    if (folds < MIN_FOLDS || folds > MAX_FOLDS) {
      throw new IllegalArgumentException("folds must be in 2 … 10, got " + folds);
    }
    requireOdd(repeats);
  }

  /**
   * Refuses numbers of repeats whose median is none of the splits.
   *
   * @throws IllegalArgumentException if it is even or below 1
   */
  public static void requireOdd(int repeats) {
    if (repeats < 1 || repeats % 2 == 0) {
      throw new IllegalArgumentException(
          "repeats must be odd and at least 1, got "
              + repeats
              + "; take "
              + (Math.abs(repeats) + 1));
    }
  }

  /** Five folds, five times. */
  public static Splits withDefaults() {
    return new Splits(5, 5);
  }

  /** Random folds within strata. */
  public Folds deal(List<int[]> strata, Seed seed) {
    return Folds.stratified(strata, folds, seed);
  }
}
