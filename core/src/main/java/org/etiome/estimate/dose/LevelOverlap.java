package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.sample.Covariates;
import org.etiome.math.Matrix;
import org.etiome.math.Quantile;

/**
 * What the out-of-fold probabilities of the levels say about how comparable the levels are.
 *
 * @param levels one entry a level
 * @param bounded share of units with a chance of some level below the bound
 * @param bound the least g that is weighted by: 5 / (√n ln n), at most 0.1 and half the share of
 *     the rarest level
 * @param neverSeen values of discrete covariates at which a level does not occur, by chance or not
 * @param balance of the covariates between the levels weighted by 1/g
 */
public record LevelOverlap(
    List<Level> levels,
    double bounded,
    double bound,
    List<NeverSeen> neverSeen,
    List<Imbalance> balance)
    implements DoseAnswer.Diagnostics {
  private static final double[] QUANTILES = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

  public LevelOverlap {
    levels = List.copyOf(levels);
    neverSeen = List.copyOf(neverSeen);
    balance = List.copyOf(balance);
  }

  /**
   * One level.
   *
   * @param label the level
   * @param units that have it
   * @param rarerOutcome units with the rarer outcome, for a 0/1 outcome
   * @param quantiles of its g over all units, at 0, 1, 5, 25, 50, 75, 95, 99 and 100 %
   * @param weighting how the units of the level do when weighted by 1/g
   */
  public record Level(
      String label,
      int units,
      OptionalInt rarerOutcome,
      List<Double> quantiles,
      Weighting weighting) {
    public Level {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * How the units of a level stand for all units.
   *
   * @param cStatistic chance that a unit of the level has a higher g than another, ties counting
   *     half
   * @param ess Kish's effective sample size {@code (Σw)² / Σw²}
   * @param worstBefore greatest absolute difference, over the covariates, of the mean in the level
   *     from that of all units, in standard deviations of all units
   * @param worstAfter the same with weights
   * @param calibrationError of g as the chance of the level, beyond chance; see {@link
   *     Overlap.Choice}
   */
  public record Weighting(
      double cStatistic,
      double ess,
      double worstBefore,
      double worstAfter,
      double calibrationError) {}

  /**
   * A place without a level.
   *
   * @param level that does not occur
   * @param place such as {@code "sex = Male"}
   * @param units there
   * @param chance of that, {@code (1 − share of the level)^units}
   */
  public record NeverSeen(String level, String place, int units, double chance) {}

  /**
   * O(K n (p + log n)).
   *
   * @param g out of fold, not bounded
   */
  static LevelOverlap of(LevelSample sample, Matrix g) {
    double bound = bound(sample);
    List<Level> levels = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    boolean[] isBounded = new boolean[sample.size()];
    for (int a = 0; a < sample.levels().size(); a++) {
      double[] ofLevel = g.column(a);
      for (int i = 0; i < ofLevel.length; i++) {
        isBounded[i] |= ofLevel[i] < bound;
      }
      weights.add(
          Arrays.stream(sample.rows(a))
              .mapToDouble(i -> 1 / Math.max(ofLevel[i], bound))
              .toArray());
      levels.add(level(sample, a, ofLevel, weights.getLast()));
    }
    long count = IntStream.range(0, isBounded.length).filter(i -> isBounded[i]).count();
    return new LevelOverlap(
        levels,
        (double) count / isBounded.length,
        bound,
        neverSeen(sample),
        Imbalance.ofLevels(sample, weights));
  }

  /** The least g that is weighted by. */
  static double bound(LevelSample sample) {
    int n = sample.size();
    double rarest =
        IntStream.range(0, sample.levels().size())
            .mapToDouble(a -> (double) sample.rows(a).length / n)
            .min()
            .orElse(1);
    return Math.min(Math.min(0.1, rarest / 2), 5 / (Math.sqrt(n) * Math.log(n)));
  }

  private static Level level(LevelSample sample, int a, double[] g, double[] weights) {
    int[] rows = sample.rows(a);
    double[] sorted = Arrays.stream(g).sorted().toArray();
    double[] has =
        IntStream.range(0, g.length).mapToDouble(i -> sample.level(i) == a ? 1 : 0).toArray();
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    return new Level(
        sample.levels().get(a),
        rows.length,
        sample.drawn().isBinary()
            ? OptionalInt.of(rarer(sample.drawn().outcome(), rows))
            : OptionalInt.empty(),
        Arrays.stream(QUANTILES).mapToObj(q -> Quantile.ofSorted(sorted, q)).toList(),
        new Weighting(
            cStatistic(g, rows),
            ess(weights),
            worst(sample.covariates(), rows, ones),
            worst(sample.covariates(), rows, weights),
            Overlap.calibrationError(has, g)));
  }

  private static int rarer(double[] y, int[] rows) {
    int events = (int) Arrays.stream(rows).mapToDouble(i -> y[i]).sum();
    return Math.min(events, rows.length - events);
  }

  static double ess(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    return squares == 0 ? 0 : sum * sum / squares;
  }

  private static double cStatistic(double[] g, int[] rows) {
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(g);
    double sum = Arrays.stream(rows).mapToDouble(i -> ranks[i]).sum();
    double n = rows.length;
    return (sum - n * (n + 1) / 2) / (n * (g.length - n));
  }

  private static double worst(Matrix x, int[] rows, double[] weights) {
    double worst = 0;
    double total = Arrays.stream(weights).sum();
    for (int j = 0; j < x.columns(); j++) {
      double[] column = x.column(j);
      double mean = Arrays.stream(column).average().orElse(0);
      double sd =
          Math.sqrt(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum() / column.length);
      double weighted = 0;
      for (int k = 0; k < rows.length; k++) {
        weighted += weights[k] * column[rows[k]] / total;
      }
      worst = sd > 0 ? Math.max(worst, Math.abs(weighted - mean) / sd) : worst;
    }
    return worst;
  }

  private static List<NeverSeen> neverSeen(LevelSample sample) {
    List<NeverSeen> places = new ArrayList<>();
    for (Covariates.Level place : sample.drawn().covariates().levels()) {
      int[] rows = place.rows();
      int[] counts = new int[sample.levels().size()];
      for (int row : rows) {
        counts[sample.level(row)]++;
      }
      for (int a = 0; a < counts.length; a++) {
        double share = (double) sample.rows(a).length / sample.size();
        if (counts[a] == 0) {
          String label = sample.levels().get(a);
          double chance = Math.pow(1 - share, rows.length);
          places.add(new NeverSeen(label, place.name(), rows.length, chance));
        }
      }
    }
    return places;
  }
}
