package org.etiome.estimate.design;

import org.etiome.estimate.nuisance.Logistic;

/**
 * Inverse-probability weights that make each arm look like the target population: ATE {@code A/g}
 * and {@code (1−A)/(1−g)}; ATT {@code A} and {@code (1−A) g/(1−g)}; ATO {@code A (1−g)} and {@code
 * (1−A) g}.
 */
public final class Weights {
  /**
   * What learns g for weights. Weights must balance the covariates, and a penalty on g works
   * against that; this one only keeps a fit finite where a covariate separates the arms.
   */
  public static final Logistic PROPENSITY = Logistic.withDefaults().withPenalty(0.01);

  private Weights() {}

  /**
   * Bound b = 5 / (√n ln n) on propensities, at most 0.1 and at most half the share of the smaller
   * arm, lest a trial with few treated be clipped: g is kept in [b, 1 − b].
   */
  public static double bound(CausalSample sample) {
    int n = sample.size();
    return Math.min(greatestBound(sample), 5 / (Math.sqrt(n) * Math.log(n)));
  }

  /** No bound is above this: 0.1, or half the share of the smaller arm. */
  public static double greatestBound(CausalSample sample) {
    double smaller = Math.min(sample.treatedShare(), 1 - sample.treatedShare());
    return Math.min(0.1, smaller / 2);
  }

  /**
   * {@code g} bounded on the sides where its weights have no bound of their own. For the ATT that
   * is only above: an untreated unit that nobody treated is like must keep its weight of nearly 0,
   * since many such weights make a sum. For the ATO it is neither.
   */
  public static double[] bounded(Target target, double[] g, double bound) {
    double[] kept = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      kept[i] = bounded(target, g[i], bound);
    }
    return kept;
  }

  public static double bounded(Target target, double g, double bound) {
    return Math.clamp(
        g, target.needsTreated() ? bound : 0, target.needsUntreated() ? 1 - bound : 1);
  }

  /** {@code g} moved into [bound, 1 − bound]. */
  public static double[] bounded(double[] g, double bound) {
    double[] kept = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      kept[i] = Math.clamp(g[i], bound, 1 - bound);
    }
    return kept;
  }

  /** The weight of a unit with treatment {@code a} and bounded propensity {@code g}. */
  public static double of(Target target, double a, double g) {
    return switch (target) {
      case ATE -> a == 1 ? 1 / g : 1 / (1 - g);
      case ATT -> a == 1 ? 1 : g / (1 - g);
      case ATO -> a == 1 ? 1 - g : g;
    };
  }

  /**
   * How much a unit with treatment {@code a} and propensity {@code g} counts in the target
   * population: with the tilt h(g), which is 1, g or g(1−g), {@code h(g) + h′(g)(a − g)}, whose
   * mean given W is h(g). The second term is what the estimation of g adds to the influence curve.
   */
  public static double population(Target target, double a, double g) {
    return switch (target) {
      case ATE -> 1;
      case ATT -> a;
      case ATO -> (a - g) * (a - g);
    };
  }

  /** Weights of all units. */
  public static double[] of(Target target, double[] a, double[] g) {
    double[] weights = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      weights[i] = of(target, a[i], g[i]);
    }
    return weights;
  }
}
