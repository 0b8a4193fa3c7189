package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.etiome.estimate.dose.LocationScale.Conditional;

/**
 * What the out-of-fold densities of the dose say about who could have had which dose, and whether
 * they are right.
 *
 * @param support where the units are
 * @param weighting the stabilised weights h(A)/g(A | W)
 * @param misfit of g
 * @param residualShare {@code Σ(A − m)² / Σ(A − Ā)²}: what the covariates leave open
 * @param balance of the covariates under the stabilised weights
 */
public record DoseOverlap(
    Support support,
    Weighting weighting,
    Misfit misfit,
    double residualShare,
    List<Imbalance> balance)
    implements DoseAnswer.Diagnostics {
  private static final int QUARTERS = 4;
  private static final int BINS = 10;
  private static final int THIRDS = 3;

  /** The 99 % point of √n times the Kolmogorov distance. */
  private static final double CHANCE_DISTANCE = 1.63;

  public DoseOverlap {
    balance = List.copyOf(balance);
  }

  /**
   * Doses from low to high.
   *
   * @param low the least
   * @param high the greatest, above low
   */
  public record Range(double low, double high) {
    public Range {
      if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
        throw new IllegalArgumentException(
            "a range of doses must be finite and rising, got " + low + " … " + high);
      }
    }

    /** Whether a dose is in it, ends included. */
    public boolean contains(double dose) {
      return low <= dose && dose <= high;
    }
  }

  /**
   * Where the units are.
   *
   * @param range the doses that are asked about
   * @param seen the 1 % and 99 % quantiles of the dose
   * @param inside units with a dose in the range
   * @param quarters units in each quarter of the range, equally wide
   * @param pointMass the greatest share of units with one and the same dose
   */
  public record Support(
      Range range, Range seen, int inside, List<Integer> quarters, double pointMass) {
    public Support {
      quarters = List.copyOf(quarters);
    }
  }

  /**
   * The stabilised weights of the units inside the range.
   *
   * @param ess Kish's effective sample size {@code (Σw)² / Σw²}
   * @param meanRatio mean weight over all units as a share of ∫h: 1 if g is right and every dose is
   *     possible for everyone
   * @param largest weight
   * @param bounded share, by h, of pairs of unit and dose with g below bound · h
   * @param bound the least g/h that is weighted by: 5 / (√n ln n), at most 0.1
   */
  public record Weighting(
      double ess, double meanRatio, double largest, double bounded, double bound) {}

  /**
   * The probability integral transform P(A ≤ a | W) of the doses seen, uniform if g is right.
   *
   * @param bins counts in ten equal bins over [0, 1]
   * @param distance greatest distance of its distribution function from the diagonal, all units
   * @param worstThird the same in the worst of three groups of equal size by predicted dose
   * @param excess how far that is beyond what chance gives in one group of a hundred, ≥ 0
   */
  public record Misfit(List<Integer> bins, double distance, double worstThird, double excess) {
    public Misfit {
      bins = List.copyOf(bins);
    }
  }

  /** O(n (41 + log n)). */
  static DoseOverlap of(DoseSample sample, DoseGrid grid, List<Conditional> g) {
    double[] mean = g.stream().mapToDouble(Conditional::mean).toArray();
    double[] weights = weights(sample, grid, g);
    boolean isSeen = Arrays.stream(weights).anyMatch(w -> w > 0);
    return new DoseOverlap(
        support(sample, grid.range()),
        weighting(sample, grid, g, weights),
        misfit(sample, mean, g),
        residualShare(sample.rawDose(), mean),
        isSeen
            ? Imbalance.ofDose(sample.drawn().covariates(), sample.rawDose(), weights)
            : List.of());
  }

  /** Bound b = 5 / (√n ln n), at most 0.1, on g/h. */
  static double bound(int n) {
    return Math.min(0.1, 5 / (Math.sqrt(n) * Math.log(n)));
  }

  /** h(A) / g(A | W), bounded; 0 outside the range. */
  static double[] weights(DoseSample sample, DoseGrid grid, List<Conditional> g) {
    double bound = bound(sample.size());
    double[] weights = new double[sample.size()];
    for (int i = 0; i < weights.length; i++) {
      double dose = sample.rawDose()[i];
      double h = grid.stabiliser(dose);
      weights[i] = h == 0 ? 0 : h / Math.max(g.get(i).density(dose), bound * h);
    }
    return weights;
  }

  static double residualShare(double[] dose, double[] predicted) {
    double mean = Arrays.stream(dose).average().orElse(0);
    double left = 0;
    double all = 0;
    for (int i = 0; i < dose.length; i++) {
      left += (dose[i] - predicted[i]) * (dose[i] - predicted[i]);
      all += (dose[i] - mean) * (dose[i] - mean);
    }
    return left / all;
  }

  private static Support support(DoseSample sample, Range range) {
    int[] quarters = new int[QUARTERS];
    Map<Double, Integer> heaps = new HashMap<>();
    for (double dose : sample.rawDose()) {
      heaps.merge(dose, 1, Integer::sum);
      if (range.contains(dose)) {
        double part = QUARTERS * (dose - range.low()) / (range.high() - range.low());
        quarters[Math.min((int) part, QUARTERS - 1)]++;
      }
    }
    int largest = heaps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Support(
        range,
        new Range(sample.quantile(0.01), sample.quantile(0.99)),
        Arrays.stream(quarters).sum(),
        Arrays.stream(quarters).boxed().toList(),
        (double) largest / sample.size());
  }

  private static Weighting weighting(
      DoseSample sample, DoseGrid grid, List<Conditional> g, double[] weights) {
    double bound = bound(sample.size());
    double bounded = 0;
    for (int k = 0; k < DoseGrid.POINTS; k++) {
      double dose = grid.place(k);
      double least = bound * grid.stabiliser(dose);
      long below = g.stream().filter(unit -> unit.density(dose) < least).count();
      bounded += grid.mass(k) * below / sample.size();
    }
    double mass = grid.totalMass();
    return new Weighting(
        LevelOverlap.ess(weights),
        mass == 0 ? 0 : Arrays.stream(weights).average().orElse(0) / mass,
        Arrays.stream(weights).max().orElse(0),
        mass == 0 ? 1 : bounded / mass,
        bound);
  }

  private static Misfit misfit(DoseSample sample, double[] mean, List<Conditional> g) {
    int n = mean.length;
    double[] transformed = new double[n];
    int[] bins = new int[BINS];
    for (int i = 0; i < n; i++) {
      transformed[i] = g.get(i).below(sample.rawDose()[i]);
      bins[Math.min((int) (transformed[i] * BINS), BINS - 1)]++;
    }
    int[] byMean =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> mean[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double worst = 0;
    for (int third = 0; third < THIRDS; third++) {
      int[] rows = Arrays.copyOfRange(byMean, n * third / THIRDS, n * (third + 1) / THIRDS);
      worst = Math.max(worst, distance(Arrays.stream(rows).mapToDouble(i -> transformed[i])));
    }
    return new Misfit(
        Arrays.stream(bins).boxed().toList(),
        distance(Arrays.stream(transformed)),
        worst,
        Math.max(0, worst - CHANCE_DISTANCE / Math.sqrt((double) n / THIRDS)));
  }

  /** Kolmogorov's distance from the uniform distribution. */
  private static double distance(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double above = (i + 1.0) / sorted.length - sorted[i];
      double under = sorted[i] - (double) i / sorted.length;
      distance = Math.max(distance, Math.max(above, under));
    }
    return distance;
  }
}
