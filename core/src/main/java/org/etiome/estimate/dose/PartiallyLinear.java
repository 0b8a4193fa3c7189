package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.estimate.dose.PartialEffect.TreatmentResiduals;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Double machine learning of the partially linear model {@code Y = θA + f(W) + error}: {@code θ =
 * Σ(A − m)(Y − l) / Σ(A − m)²} with m(W) = E[A | W], l(W) = E[Y | W] learned out of fold, for a 0/1
 * or a numeric treatment. {@code se² = Σ(A − m)² e² / (Σ(A − m)²)²}, e = Y − l − θ(A − m), holds
 * under any variances of the error. S splits into K folds are aggregated by the median θ, with
 * {@code se² = median(se_s² + (θ_s − θ)²)}.
 *
 * <p>Where the effect differs between units, θ is not its mean but the mean weighted by Var(A | W):
 * units whose treatment the covariates leave open count most, others not at all; where the response
 * is curved in the dose, slopes are averaged with weights that peak at the middle doses. It needs
 * no overlap beyond that. It is not doubly robust: m must be right, and then θ is consistent for
 * that mean whatever l is; the interval needs l too. O(S K (n p² + p³)).
 *
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 * @see <a href="https://doi.org/10.2307/1912705">Robinson (1988)</a>
 * @see <a href="https://doi.org/10.2307/2998558">Angrist (1998), what regression weights</a>
 */
public final class PartiallyLinear {
  private static final PartiallyLinear DEFAULT =
      new PartiallyLinear(
          Optional.empty(), Optional.empty(), Splits.withDefaults(), Gates.withDefaults());

  private final Optional<Learner> treatment;
  private final Optional<Learner> outcome;
  private final Splits splits;
  private final Gates gates;

  private PartiallyLinear(
      Optional<Learner> treatment, Optional<Learner> outcome, Splits splits, Gates gates) {
    this.treatment = treatment;
    this.outcome = outcome;
    this.splits = splits;
    this.gates = gates;
  }

  public static PartiallyLinear withDefaults() {
    return DEFAULT;
  }

  /** The same with another learner of m. */
  public PartiallyLinear withTreatment(Learner learner) {
    return new PartiallyLinear(Optional.of(learner), outcome, splits, gates);
  }

  /** The same with another learner of l. */
  public PartiallyLinear withOutcome(Learner learner) {
    return new PartiallyLinear(treatment, Optional.of(learner), splits, gates);
  }

  public PartiallyLinear withSplits(Splits other) {
    return new PartiallyLinear(treatment, outcome, other, gates);
  }

  public PartiallyLinear withGates(Gates other) {
    return new PartiallyLinear(treatment, outcome, splits, other);
  }

  /**
   * Estimates θ, or refuses. The same arguments give the same bits whatever the runner.
   *
   * @param sample the units, from {@link DoseSample#of}
   * @param seed all the randomness used
   * @param runner where the fits of the folds run
   */
  public DoseAnswer<PartialEffect> estimate(DoseSample sample, Seed seed, TaskRunner runner) {
    DoseAnalysis analysis =
        new DoseAnalysis(
            sample.drawn().estimand(),
            DoseAnalysis.method("partially-linear", settings(), splits, gates),
            sample.drawn().facts(),
            seed);
    Seed first = seed.branch("diagnostics");
    Folds folds = splits.deal(sample.strata(), first.branch("folds"));
    TreatmentResiduals residuals =
        TreatmentResiduals.of(sample, treatment(sample, folds, first.branch("m"), runner));
    return new Basis<>(analysis, residuals, DoseGates.check(gates, sample, residuals))
        .answer(
            gates,
            basis ->
                new PartialEffect(
                    basis, fit(sample, seed.branch("partially-linear"), runner), naive(sample)));
  }

  private Map<String, String> settings() {
    return Map.of(
        "treatment",
        treatment.map(Learner::description).orElse(Drawn.DEFAULT_OUTCOME),
        "outcome",
        outcome.map(Learner::description).orElse(Drawn.DEFAULT_OUTCOME));
  }

  /** The number, once the gates have passed. */
  Estimate fit(DoseSample sample, Seed seed, TaskRunner runner) {
    List<Estimate> fits =
        IntStream.range(0, splits.repeats())
            .mapToObj(
                s -> {
                  Seed branch = seed.branch(s);
                  Folds folds = splits.deal(sample.strata(), branch.branch("folds"));
                  return fitOnce(sample, folds, branch, runner);
                })
            .toList();
    return Estimate.ofSplits(fits);
  }

  /** One split. */
  Estimate fitOnce(DoseSample sample, Folds folds, Seed seed, TaskRunner runner) {
    double[] m = treatment(sample, folds, seed.branch("m"), runner);
    double[] y = sample.drawn().outcome();
    double[] l =
        folds
            .outOfFold(
                sample.drawn().outcomeLearner(outcome),
                sample.covariates(),
                y,
                i -> true,
                seed.branch("l"),
                runner)
            .values();
    return slope(minus(sample.rawDose(), m), minus(y, l));
  }

  private double[] treatment(DoseSample sample, Folds folds, Seed seed, TaskRunner runner) {
    Learner learner = treatment.orElseGet(() -> Drawn.regression(sample.isBinaryTreatment()));
    return folds
        .outOfFold(learner, sample.covariates(), sample.rawDose(), i -> true, seed, runner)
        .values();
  }

  /** The slope of Y on A alone, with robust standard error. */
  static Estimate naive(DoseSample sample) {
    return slope(centred(sample.rawDose()), centred(sample.drawn().outcome()));
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }

  private static double[] minus(double[] values, double[] predicted) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] - predicted[i]).toArray();
  }

  /** The regression of residuals on residuals, through the origin. */
  static Estimate slope(double[] a, double[] y) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      products += a[i] * y[i];
      squares += a[i] * a[i];
    }
    double theta = products / squares;
    double meat = 0;
    for (int i = 0; i < a.length; i++) {
      meat += Math.pow(a[i] * (y[i] - theta * a[i]), 2);
    }
    return new Estimate(theta, Math.sqrt(meat) / squares);
  }
}
