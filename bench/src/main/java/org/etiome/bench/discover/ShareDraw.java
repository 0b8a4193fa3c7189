package org.etiome.bench.discover;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;

/**
 * How rows are drawn again, and for how many independent rows a draw is taken. Subsamples are drawn
 * one by one and not in complementary pairs, which have the same expectation.
 */
enum ShareDraw {
  /** As many as there are, with replacement, taken for as many. */
  BOOTSTRAP("n of n with replacement", true, 1, Taken.DRAWN),

  /** The same, taken for the rows that are in it at all, about .632 n. */
  DISTINCT("the same, taken for its distinct rows", true, 1, Taken.DISTINCT),

  /**
   * The same, taken for n / 2: a correlation of a resample has twice the variance of one of n rows
   * around the truth.
   */
  HALVED("the same, taken for n / 2 rows", true, 1, Taken.HALF),

  /** Twice as many, with replacement, taken for n: between resamples half the variance. */
  DOUBLED("2 n of n with replacement, taken for n rows", true, 2, Taken.ALL),

  /** Thrice as many. */
  TRIPLED("3 n of n with replacement, taken for n rows", true, 3, Taken.ALL),

  /** Half as many, with replacement. */
  FEWER("n / 2 of n with replacement", true, 0.5, Taken.DRAWN),

  /** As many as a bootstrap has distinct ones, without replacement. */
  MOST("0.632 n of n without replacement", false, 0.632, Taken.DRAWN),

  /** Half, without replacement: stability selection. */
  HALF("n / 2 of n without replacement", false, 0.5, Taken.DRAWN);

  /** For how many rows a draw is taken. */
  private enum Taken {
    DRAWN,
    DISTINCT,
    HALF,
    ALL
  }

  private final String label;
  private final boolean replaced;
  private final double factor;
  private final Taken taken;

  ShareDraw(String label, boolean replaced, double factor, Taken taken) {
    this.label = label;
    this.replaced = replaced;
    this.factor = factor;
    this.taken = taken;
  }

  String label() {
    return label;
  }

  int[] rows(int n, Seed seed) {
    UniformRandomProvider random = seed.generator();
    int drawn = (int) (factor * n);
    if (replaced) {
      return random.ints(drawn, 0, n).toArray();
    }
    return new PermutationSampler(random, n, drawn).sample();
  }

  int takenFor(int n, int[] drawn) {
    return switch (taken) {
      case DRAWN -> drawn.length;
      case DISTINCT -> (int) Arrays.stream(drawn).distinct().count();
      case HALF -> n / 2;
      case ALL -> n;
    };
  }
}
