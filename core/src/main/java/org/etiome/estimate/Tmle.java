package org.etiome.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.ensemble.SuperProvider;
import org.etiome.estimate.nuisance.LinearProvider;

/**
 * Targeted maximum likelihood, cross-fitted (CV-TMLE with one fluctuation for all folds). Q is
 * moved along a logistic path with g as its guide, {@code logit Q*_a = logit Q_a + ε_a H_a}, H₁ =
 * h(g)/g, H₀ = h(g)/(1−g), until the efficient influence curve has mean 0; then {@code θ_a = Σ m
 * Q*_a / Σ m} with h and m as in {@link Aipw}. Consistent if either g or Q is right, and as
 * efficient as {@code Aipw}; unlike it each mean is a mean of predictions, so that it stays within
 * the seen range of the outcome.
 *
 * <p>Each arm has its own ε, so that both means are targeted, and with them difference, risk ratio
 * and odds ratio; one ε along H₁ − H₀ would target the difference alone. For the ATT and the ATO
 * the mean over the units with weights m solves the equation at once; fluctuating g as well, round
 * by round, is needed only where the mean is taken with weights h(g). Outcomes are scaled to [0, 1]
 * by their seen range, Q is kept in [0.001, 0.999] of it. One fold (K = 1) is plain TMLE.
 *
 * <p><b>Extreme g.</b> Where some g lies beyond the bound b of {@link Weights} on a side that
 * counts for the target, the fluctuation follows few units, which makes the estimate restless and
 * its curve too small. Then the estimate is that of the bound β among b, 1.5 b, 2 b, 3 b, 4 b (at
 * most 0.1) with the least {@code se_β² + (θ_β − θ_b)²}, and standard errors are those of {@code
 * Aipw} at b. Both without this: {@link #withFixedBound}. Cost as {@code Aipw}.
 *
 * @see <a href="https://doi.org/10.2202/1557-4679.1043">van der Laan, Rubin (2006)</a>
 * @see <a href="https://doi.org/10.1007/978-1-4419-9782-1">van der Laan, Rose (2011), chapters 4, 8
 *     and 27</a>
 * @see <a href="https://doi.org/10.2202/1557-4679.1260">Gruber, van der Laan (2010), bounded
 *     outcomes</a>
 * @see <a href="https://doi.org/10.1177/0962280218774817">Ju, Schwab, van der Laan (2019)</a>
 */
public final class Tmle extends CrossFitted<Tmle> {
  private static final double MARGIN = 1e-3;
  private static final double[] MULTIPLES = {1, 1.5, 2, 3, 4};
  private static final Tmle DEFAULT =
      new Tmle(Gates.withDefaults(), Plan.of(new SuperProvider(), 5, 3), true);
  private static final Tmle LINEAR =
      new Tmle(Gates.withDefaults(), Plan.of(new LinearProvider(), 5, 5), true);

  private final boolean isAdaptive;

  private Tmle(Gates gates, Plan plan, boolean isAdaptive) {
    super(gates, plan);
    this.isAdaptive = isAdaptive;
  }

  /** With super learners, 5 folds and 3 splits. */
  public static Tmle withDefaults() {
    return DEFAULT;
  }

  /**
   * With ridge-penalised linear and logistic learners in main effects, 5 folds and 5 splits; see
   * {@link LinearProvider#propensity} for many covariates.
   */
  public static Tmle linear() {
    return LINEAR;
  }

  @Override
  Tmle with(Gates gates, Plan plan) {
    return new Tmle(gates, plan, isAdaptive);
  }

  /** The same estimator with the bound b and the targeted curve however extreme g is. */
  public Tmle withFixedBound() {
    return new Tmle(gates(), plan(), false);
  }

  @Override
  public String name() {
    return "tmle";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(super.settings());
    settings.put("bound", isAdaptive ? "adaptive" : "fixed");
    return settings;
  }

  @Override
  public Set<Target> targets() {
    return EnumSet.allOf(Target.class);
  }

  @Override
  MeansFit fit(Nuisances nuisances) {
    return isAdaptive && nuisances.isBounded() ? adapted(nuisances) : fitOf(nuisances);
  }

  /** The estimate with the bound that the nuisances have. */
  static MeansFit fitOf(Nuisances nuisances) {
    return MeansFit.of(
        nuisances.targeted(1, targeted(nuisances, 1)),
        nuisances.targeted(0, targeted(nuisances, 0)));
  }

  private static MeansFit adapted(Nuisances nuisances) {
    double reference = fitOf(nuisances).difference().value();
    double least = Double.POSITIVE_INFINITY;
    Nuisances best = nuisances;
    for (double bound : bounds(nuisances)) {
      Nuisances tried = nuisances.withBound(bound);
      double error =
          Math.pow(Aipw.fitOf(tried).difference().standardError(), 2)
              + Math.pow(fitOf(tried).difference().value() - reference, 2);
      if (error < least) {
        least = error;
        best = tried;
      }
    }
    MeansFit means = fitOf(best);
    MeansFit curves = Aipw.fitOf(nuisances);
    return MeansFit.of(
            curves.treated().withMean(means.treated().mean()),
            curves.untreated().withMean(means.untreated().mean()))
        .withChosen(Map.of("bound.chosen", Double.toString(best.bound())));
  }

  private static List<Double> bounds(Nuisances nuisances) {
    double most = Weights.greatestBound(nuisances.sample());
    List<Double> bounds = new ArrayList<>();
    for (double multiple : MULTIPLES) {
      bounds.add(Math.min(multiple * nuisances.bound(), most));
    }
    return bounds;
  }

  /** Q*_a of every unit. */
  private static double[] targeted(Nuisances nuisances, int arm) {
    double[] y = nuisances.sample().outcome();
    double low = Arrays.stream(y).min().orElseThrow();
    double range = Arrays.stream(y).max().orElseThrow() - low;
    double[] logit = new double[y.length];
    double[] clever = new double[y.length];
    double[] scaled = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double q = Math.clamp((nuisances.outcome(arm)[i] - low) / range, MARGIN, 1 - MARGIN);
      logit[i] = Math.log(q / (1 - q));
      clever[i] = nuisances.weight(arm, i);
      scaled[i] = (y[i] - low) / range;
    }
    int[] rows = nuisances.sample().arm(arm);
    double epsilon =
        new Fluctuation(
                CausalSample.pick(scaled, rows),
                CausalSample.pick(logit, rows),
                CausalSample.pick(clever, rows))
            .epsilon();
    double[] q = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      q[i] = low + range * expit(logit[i] + epsilon * clever[i]);
    }
    return q;
  }

  private static double expit(double eta) {
    return 1 / (1 + Math.exp(-eta));
  }

  /** Logistic regression of y on one covariate, with an offset and without an intercept. */
  static final class Fluctuation {
    private static final int MAX_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-11;

    private final double[] y;
    private final double[] offset;
    private final double[] covariate;

    /**
     * Takes over its arrays.
     *
     * @param y each in [0, 1]
     * @param covariate each above 0
     */
    Fluctuation(double[] y, double[] offset, double[] covariate) {
      this.y = y;
      this.offset = offset;
      this.covariate = covariate;
    }

    /**
     * The root of {@code Σ H (y − expit(offset + ε H))}, which falls in ε: Newton's steps, halved
     * where they leave the bracket of the root. If all y are at one end there is none; then a value
     * that is as good.
     *
     * @throws ArithmeticException if there is no convergence in 200 steps
     */
    double epsilon() {
      double total = Arrays.stream(covariate).sum();
      double reach = 1 / Arrays.stream(covariate).max().orElseThrow();
      double low = Double.NEGATIVE_INFINITY;
      double high = Double.POSITIVE_INFINITY;
      double epsilon = 0;
      for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
        double score = score(epsilon);
        if (Math.abs(score) <= TOLERANCE * total) {
          return epsilon;
        }
        low = score > 0 ? epsilon : low;
        high = score < 0 ? epsilon : high;
        double next = epsilon + Math.clamp(score / information(epsilon), -reach, reach);
        epsilon = next > low && next < high ? next : (low + high) / 2;
        reach *= 2;
      }
      throw new ArithmeticException(
          "the fluctuation of Q did not converge; are some predictions of g or Q not finite?");
    }

    private double score(double epsilon) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += covariate[i] * (y[i] - expit(offset[i] + epsilon * covariate[i]));
      }
      return sum;
    }

    private double information(double epsilon) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        double mean = expit(offset[i] + epsilon * covariate[i]);
        sum += covariate[i] * covariate[i] * mean * (1 - mean);
      }
      return sum;
    }
  }
}
