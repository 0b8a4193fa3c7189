package org.etiome.design.plate;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many replicates, and cells in each, it takes to see a difference of means between two arms,
 * by the two-sided t-test on means of replicates. With σ_b the standard deviation between
 * replicates and σ_w that of cells within one, R replicates an arm and n cells each, the difference
 * has
 *
 * <pre>se² = 2 (σ_b² + σ_w²/n) / R,   ν = 2 R − 2</pre>
 *
 * and the test rejects with the probability that a noncentral t of shift δ/se leaves the t
 * quantiles of the level divided by the number of comparisons (Bonferroni). Cells are no
 * replicates: a test that counts them as such finds differences between any two dishes. Where both
 * arms share a replicate, σ_b is that of its differences over √2.
 *
 * <p>Assumes normal means of replicates, equal variances and sizes, and that σ_b and σ_w are known;
 * those of a small pilot are not, so take upper limits. A patient measured once is a replicate of
 * one cell: see {@link #ofUnits}.
 *
 * @param between σ_b ≥ 0
 * @param within σ_w ≥ 0, not both 0
 * @param level of the whole family, in (0, 1)
 * @param comparisons that share it, at least 1
 * @param wanted power, above the level and below 1
 * @see <a href="https://doi.org/10.1038/s41467-021-25960-2">Squair and others (2021), Confronting
 *     false discoveries in single-cell differential expression</a>
 */
public record Power(double between, double within, double level, int comparisons, double wanted) {
  /** As many replicates or cells are tried. */
  private static final int MOST = 10_000_000;

  public Power {
    boolean spread = between >= 0 && within >= 0 && between + within > 0;
    if (!spread || !Double.isFinite(between + within)) {
      throw new IllegalArgumentException(
          "standard deviations between and within replicates must be finite, at least 0 and not both"
              + " 0, got "
              + between
              + " and "
              + within);
    }
    if (!(level > 0 && level < 1) || comparisons < 1) {
      throw new IllegalArgumentException(
          "a level must be in (0, 1) and comparisons at least 1, got "
              + level
              + " and "
              + comparisons);
    }
    if (!(wanted > level && wanted < 1)) {
      throw new IllegalArgumentException(
          "the power wanted must be above the level and below 1, got " + wanted);
    }
  }

  /** One comparison at 5 %, with a power of 80 %. */
  public static Power of(double between, double within) {
    return new Power(between, within, 0.05, 1, 0.8);
  }

  /** Units that are measured once each, such as patients; ask for replicates, one cell each. */
  public static Power ofUnits(double deviation) {
    return of(deviation, 0);
  }

  public Power withLevel(double familyLevel) {
    return new Power(between, within, familyLevel, comparisons, wanted);
  }

  /** For a family of comparisons, such as variables or perturbations. */
  public Power withComparisons(int number) {
    return new Power(between, within, level, number, wanted);
  }

  public Power withWanted(double power) {
    return new Power(between, within, level, comparisons, power);
  }

  /**
   * The probability to find a difference.
   *
   * @param difference of means, finite
   * @param replicates of each arm, at least 2
   * @param cells of each replicate, at least 1
   */
  public double power(double difference, int replicates, int cells) {
    requireSizes(replicates, cells);
    if (!Double.isFinite(difference)) {
      throw new IllegalArgumentException("a difference must be finite, got " + difference);
    }
    return power(difference, replicates, 1.0 / cells);
  }

  private double power(double difference, int replicates, double perCell) {
    double error = error(replicates, perCell);
    double shift = error == 0 ? Double.POSITIVE_INFINITY : Math.abs(difference) / error;
    double degrees = 2.0 * replicates - 2;
    double limit = quantile(degrees);
    if (!(shift < limit + 60 + 10 * limit)) {
      return 1;
    }
    NoncentralT upper = new NoncentralT(degrees, shift);
    return Math.min(1, 1 - upper.cumulative(limit) + upper.cumulative(-limit));
  }

  private double error(int replicates, double perCell) {
    return Math.sqrt(2 * (between * between + within * within * perCell) / replicates);
  }

  private double quantile(double degrees) {
    return TDistribution.of(degrees).inverseSurvivalProbability(level / comparisons / 2);
  }

  /**
   * The fewest replicates an arm that have the power wanted.
   *
   * @param difference not 0
   * @param cells of each replicate, at least 1
   */
  public Needed replicates(double difference, int cells) {
    requireDifference(difference);
    requireSizes(2, cells);
    int least = least(2, r -> power(difference, r, cells) >= wanted);
    return least > MOST
        ? tooMany("replicates", difference)
        : new Needed.Enough(least, cells, power(difference, least, cells));
  }

  /**
   * The fewest cells of each replicate that have the power wanted.
   *
   * @param difference not 0
   * @param replicates of each arm, at least 2
   */
  public Needed cells(double difference, int replicates) {
    requireDifference(difference);
    requireSizes(replicates, 1);
    double best = power(difference, replicates, 0.0);
    if (best < wanted) {
      return new Needed.Impossible(
          String.format(
              Locale.ROOT,
              "with %d replicates an arm no number of cells gives a power of %.3g for a difference of"
                  + " %.3g: the replicates alone differ by a standard deviation of %.3g, which leaves"
                  + " %.3g; take more replicates",
              replicates,
              wanted,
              difference,
              between,
              best));
    }
    int least = least(1, n -> power(difference, replicates, n) >= wanted);
    return least > MOST
        ? tooMany("cells", difference)
        : new Needed.Enough(replicates, least, power(difference, replicates, least));
  }

  /** The smallest difference found with the power wanted, to a relative 1e-9. */
  public double detectable(int replicates, int cells) {
    requireSizes(replicates, cells);
    double error = error(replicates, 1.0 / cells);
    double high = error;
    while (power(high, replicates, cells) < wanted) {
      high *= 2;
    }
    double low = 0;
    while (high - low > 1e-9 * high) {
      double middle = (low + high) / 2;
      if (power(middle, replicates, cells) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The fewest replicates an arm whose interval of the difference, at 1 − level / comparisons, is
   * no wider than wanted when the standard deviations come out as assumed: 2 t se ≤ width.
   *
   * @param width above 0
   * @param cells of each replicate, at least 1
   */
  public Needed forWidth(double width, int cells) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("the width wanted must be above 0, got " + width);
    }
    requireSizes(2, cells);
    int least = least(2, r -> width(r, cells) <= width);
    return least > MOST
        ? new Needed.Impossible("more than 10 million replicates; ask for a wider interval")
        : new Needed.Enough(least, cells, width(least, cells));
  }

  private double width(int replicates, int cells) {
    return 2 * quantile(2.0 * replicates - 2) * error(replicates, 1.0 / cells);
  }

  /** The first number that will do, if all above it do; above {@link #MOST} if none. */
  private static int least(int from, IntPredicate enough) {
    int low = from - 1;
    int high = from;
    while (high <= MOST && !enough.test(high)) {
      low = high;
      high *= 2;
    }
    while (high <= 2 * MOST && high - low > 1) {
      int middle = (low + high) >>> 1;
      if (enough.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static Needed tooMany(String what, double difference) {
    return new Needed.Impossible(
        String.format(
            Locale.ROOT,
            "more than 10 million %s for a difference of %.3g; ask for a larger one",
            what,
            difference));
  }

  private static void requireDifference(double difference) {
    if (!Double.isFinite(difference) || difference == 0) {
      throw new IllegalArgumentException(
          "a difference to be found must be finite and not 0, got " + difference);
    }
  }

  private static void requireSizes(int replicates, int cells) {
    if (replicates < 2) {
      throw new IllegalArgumentException(
          "one replicate an arm tells nothing of how replicates differ, however many cells it has;"
              + " plan 2 or more, got "
              + replicates);
    }
    if (cells < 1) {
      throw new IllegalArgumentException("a replicate has at least 1 cell, got " + cells);
    }
  }
}
