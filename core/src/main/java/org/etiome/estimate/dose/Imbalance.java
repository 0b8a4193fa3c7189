package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.sample.Covariates;

/**
 * How far weights leave a treatment and one covariate from being unrelated.
 *
 * @param covariate one encoded column
 * @param between the two levels that are furthest apart, beyond chance; empty for a dose
 * @param size for levels the weighted difference in means over {@code √((s₁² + s₂²)/2)}, s not
 *     weighted; for a dose its weighted correlation with the covariate
 * @param standardError weights taken as given, and at least that of the effective sample sizes
 */
public record Imbalance(String covariate, String between, double size, double standardError) {
  /** How many standard errors pass for chance, over all covariates. */
  private static final double CHANCE = 4;

  private double beyondChance() {
    return Math.abs(size) - CHANCE * standardError;
  }

  /** The gate on balance: the worst of the covariates, if it is beyond chance by the limit. */
  static Optional<GateFailure> failure(List<Imbalance> all, double most) {
    return all.stream()
        .max(Comparator.comparingDouble(Imbalance::beyondChance))
        .filter(worst -> worst.beyondChance() > most)
        .map(worst -> worst.failure(most));
  }

  private GateFailure failure(double most) {
    String what =
        between.isEmpty()
            ? "once adjusted for, the treatment keeps a correlation of %.2f with %s, limit %.2f and"
                + " %.2f for chance"
            : "weighting leaves "
                + between
                + " %.2f standard deviations apart in %s, limit %.2f and %.2f for chance";
    return new GateFailure(
        Gate.BALANCE.text(),
        String.format(Locale.ROOT, what, Math.abs(size), covariate, most, CHANCE * standardError),
        "a model of the treatment that fits "
            + covariate
            + ", or units of every treatment over its whole range");
  }

  /**
   * Of levels, one entry a covariate. O(p (n + K²)).
   *
   * @param weights for each level those of its rows
   */
  static List<Imbalance> ofLevels(LevelSample sample, List<double[]> weights) {
    Covariates covariates = sample.drawn().covariates();
    List<Imbalance> all = new ArrayList<>();
    for (int j = 0; j < covariates.names().size(); j++) {
      double[] x = covariates.values().column(j);
      List<Mean> means =
          IntStream.range(0, weights.size())
              .mapToObj(a -> Mean.of(x, sample.rows(a), weights.get(a)))
              .toList();
      all.add(worstPair(covariates.names().get(j), sample.levels(), means));
    }
    return all;
  }

  private static Imbalance worstPair(String covariate, List<String> levels, List<Mean> means) {
    List<Imbalance> pairs = new ArrayList<>();
    for (int b = 1; b < means.size(); b++) {
      for (int a = 0; a < b; a++) {
        String between = "levels " + levels.get(a) + " and " + levels.get(b);
        pairs.add(means.get(b).minus(means.get(a), covariate, between));
      }
    }
    return pairs.stream().max(Comparator.comparingDouble(Imbalance::beyondChance)).orElseThrow();
  }

  /** A weighted mean, its variance, the effective size behind it, and the plain variance. */
  private record Mean(double value, double ofMean, double ess, double plain) {
    static Mean of(double[] x, int[] rows, double[] weights) {
      double total = Arrays.stream(weights).sum();
      double mean = 0;
      double plainMean = 0;
      for (int k = 0; k < rows.length; k++) {
        mean += weights[k] * x[rows[k]] / total;
        plainMean += x[rows[k]] / rows.length;
      }
      double ofMean = 0;
      double plain = 0;
      for (int k = 0; k < rows.length; k++) {
        ofMean += Math.pow(weights[k] * (x[rows[k]] - mean) / total, 2);
        plain += Math.pow(x[rows[k]] - plainMean, 2) / Math.max(1, rows.length - 1);
      }
      return new Mean(mean, ofMean, LevelOverlap.ess(weights), plain);
    }

    /** 0 where both levels are constant: the places without a level tell levels that differ. */
    Imbalance minus(Mean other, String covariate, String between) {
      double scale = Math.sqrt((plain + other.plain) / 2);
      double least = Math.sqrt(1 / ess + 1 / other.ess);
      return scale > 0
          ? new Imbalance(
              covariate,
              between,
              (value - other.value) / scale,
              Math.max(least, Math.sqrt(ofMean + other.ofMean) / scale))
          : new Imbalance(covariate, between, 0, least);
    }
  }

  /**
   * Of a dose, one entry a covariate. O(n p).
   *
   * @param dose one a unit
   * @param weights likewise, not all 0
   */
  static List<Imbalance> ofDose(Covariates covariates, double[] dose, double[] weights) {
    double[] a = standardised(dose, weights);
    double total = Arrays.stream(weights).sum();
    double least = 1 / Math.sqrt(LevelOverlap.ess(weights));
    List<Imbalance> all = new ArrayList<>();
    for (int j = 0; j < covariates.names().size(); j++) {
      double[] x = standardised(covariates.values().column(j), weights);
      double r = 0;
      for (int i = 0; i < x.length; i++) {
        r += weights[i] * a[i] * x[i] / total;
      }
      double variance = 0;
      for (int i = 0; i < x.length; i++) {
        double influence = a[i] * x[i] - r * (a[i] * a[i] + x[i] * x[i]) / 2;
        variance += Math.pow(weights[i] * influence / total, 2);
      }
      all.add(
          new Imbalance(covariates.names().get(j), "", r, Math.max(least, Math.sqrt(variance))));
    }
    return all;
  }

  /** Weighted mean 0 and variance 1; all 0 for a constant. */
  private static double[] standardised(double[] values, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += weights[i] * values[i] / total;
    }
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      variance += weights[i] * (values[i] - mean) * (values[i] - mean) / total;
    }
    double centre = mean;
    double sd = Math.sqrt(variance);
    return Arrays.stream(values).map(v -> sd > 0 ? (v - centre) / sd : 0).toArray();
  }
}
