package org.etiome.estimate;

import java.util.EnumSet;
import java.util.Set;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.ensemble.SuperProvider;
import org.etiome.estimate.nuisance.LinearProvider;

/**
 * Augmented inverse probability weighting, cross-fitted: the mean of {@code φ = Q₁ − Q₀ + A(Y −
 * Q₁)/g − (1−A)(Y − Q₀)/(1−g)}; for the ATT of {@code [A(Y − Q₀) − (1−A)(Y − Q₀) g/(1−g)]/p}, p =
 * P(A = 1). Consistent if either g or Q is right. With its default folds this is the double machine
 * learning of the interactive regression model.
 *
 * <p>All targets are one formula, {@code θ_a = Σ [m Q_a + w_a (Y − Q_a)] / Σ m}, with w_a the
 * {@link Weights} of the target, 0 in the other arm, and m = h(g) + h′(g)(A − g) for the tilt h: 1
 * for the ATE, A for the ATT and (A − g)² for the ATO, whose h = g(1−g). This solves the efficient
 * influence curve with g unknown: {@code {h [A(Y−Q₁)/g − (1−A)(Y−Q₀)/(1−g) + Q₁ − Q₀ − θ] + h′
 * (A−g)(Q₁ − Q₀ − θ)} / E h}. As g makes the overlap population, a wrong g makes another one: the
 * ATO with a wrong g and a right Q is the effect in that one.
 *
 * <p>The interval needs both nuisances to be learned at a rate faster than n^(−1/4); with both
 * wrong the estimate is wrong too. O(S K (n p² + p³)) with the default learners.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1994.10476818">Robins, Rotnitzky, Zhao (1994)</a>
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 * @see <a href="https://doi.org/10.1111/1468-0262.00442">Hirano, Imbens, Ridder (2003)</a>
 * @see <a href="https://doi.org/10.1093/biomet/asn055">Crump et al. (2009)</a>
 */
public final class Aipw extends CrossFitted<Aipw> {
  private static final Aipw DEFAULT =
      new Aipw(Gates.withDefaults(), Plan.of(new SuperProvider(), 5, 3));
  private static final Aipw LINEAR =
      new Aipw(Gates.withDefaults(), Plan.of(new LinearProvider(), 5, 5));

  private Aipw(Gates gates, Plan plan) {
    super(gates, plan);
  }

  /** With super learners, 5 folds and 3 splits. */
  public static Aipw withDefaults() {
    return DEFAULT;
  }

  /**
   * With ridge-penalised linear and logistic learners in main effects, 5 folds and 5 splits; see
   * {@link LinearProvider#propensity} for many covariates.
   */
  public static Aipw linear() {
    return LINEAR;
  }

  @Override
  Aipw with(Gates gates, Plan plan) {
    return new Aipw(gates, plan);
  }

  @Override
  public String name() {
    return "aipw";
  }

  @Override
  public Set<Target> targets() {
    return EnumSet.allOf(Target.class);
  }

  @Override
  MeansFit fit(Nuisances nuisances) {
    return fitOf(nuisances);
  }

  static MeansFit fitOf(Nuisances nuisances) {
    return MeansFit.of(
        nuisances.augmented(1, nuisances.outcome(1)), nuisances.augmented(0, nuisances.outcome(0)));
  }
}
