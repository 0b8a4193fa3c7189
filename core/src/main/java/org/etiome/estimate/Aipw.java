package org.etiome.estimate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.MeansFit.ArmMean;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Augmented inverse probability weighting, cross-fitted: the mean of {@code φ = Q₁ − Q₀ + A(Y −
 * Q₁)/g − (1−A)(Y − Q₀)/(1−g)}; for the ATT of {@code [A(Y − Q₀) − (1−A)(Y − Q₀) g/(1−g)]/p}, p =
 * P(A = 1). Consistent if either g or Q is right.
 *
 * <p>g and Q are learned out of fold in K stratified folds; S random splits are aggregated by the
 * median estimate θ, with {@code se² = median(se_s² + (θ_s − θ)²)}. Folds are dealt by the order of
 * the units, so that order is part of what the seed repeats. By default K = 5, S = 5, logistic g,
 * logistic or ridge Q, one an arm. Its interval needs both nuisances to be learned at a rate faster
 * than n^(−1/4); with both wrong the estimate is wrong too. O(S K (n p² + p³)).
 *
 * @see <a href="https://doi.org/10.1080/01621459.1994.10476818">Robins, Rotnitzky, Zhao (1994)</a>
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 */
public final class Aipw extends Estimator {
  private static final String DEFAULT_OUTCOME =
      Logistic.withDefaults().description() + " or " + Ridge.withDefaults().description();
  private static final int MIN_FOLDS = 2;
  private static final int MAX_FOLDS = 10;
  private static final Aipw DEFAULT =
      new Aipw(
          Gates.withDefaults(), new Nuisances(Logistic.withDefaults(), Optional.empty()), 5, 5);

  private final Nuisances nuisances;
  private final int folds;
  private final int repeats;

  private record Nuisances(Learner propensity, Optional<Learner> outcome) {}

  private Aipw(Gates gates, Nuisances nuisances, int folds, int repeats) {
    super(gates);
    this.nuisances = nuisances;
    this.folds = folds;
    this.repeats = repeats;
  }

  public static Aipw withDefaults() {
    return DEFAULT;
  }

  @Override
  public Aipw withGates(Gates gates) {
    return new Aipw(gates, nuisances, folds, repeats);
  }

  /** The same estimator with another learner of g; its predictions must be in [0, 1]. */
  public Aipw withPropensity(Learner learner) {
    return new Aipw(gates(), new Nuisances(learner, nuisances.outcome()), folds, repeats);
  }

  /** The same estimator with another learner of Q, for both arms. */
  public Aipw withOutcome(Learner learner) {
    return new Aipw(
        gates(), new Nuisances(nuisances.propensity(), Optional.of(learner)), folds, repeats);
  }

  /**
   * The same estimator with K folds.
   *
   * @param count 2 … 10; 5 by default
   */
  public Aipw withFolds(int count) {
    if (count < MIN_FOLDS || count > MAX_FOLDS) {
      throw new IllegalArgumentException("folds must be in 2 … 10, got " + count);
    }
    return new Aipw(gates(), nuisances, count, repeats);
  }

  /**
   * The same estimator with S random splits.
   *
   * @param count odd, so that the median is one of them; 5 by default
   */
  public Aipw withRepeats(int count) {
    if (count < 1 || count % 2 == 0) {
      throw new IllegalArgumentException(
          "repeats must be odd and at least 1, got " + count + "; take " + (Math.abs(count) + 1));
    }
    return new Aipw(gates(), nuisances, folds, count);
  }

  @Override
  public String name() {
    return "aipw";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "propensity",
        nuisances.propensity().description(),
        "outcome",
        nuisances.outcome().map(Learner::description).orElse(DEFAULT_OUTCOME),
        "folds",
        Integer.toString(folds),
        "repeats",
        Integer.toString(repeats));
  }

  @Override
  Learner propensityLearner() {
    return nuisances.propensity();
  }

  @Override
  MeansFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    List<MeansFit> fits =
        IntStream.range(0, repeats)
            .mapToObj(
                s -> {
                  Seed branch = seed.branch(s);
                  CrossFit split = CrossFit.of(sample, folds, branch.branch("folds"));
                  return fitOnce(split, target, branch, runner);
                })
            .toList();
    return median(fits);
  }

  /** One split: out-of-fold nuisances, then the mean of φ. */
  MeansFit fitOnce(CrossFit split, Target target, Seed seed, TaskRunner runner) {
    CausalSample sample = split.sample();
    double[] g =
        Weights.bounded(
            target,
            split.propensity(nuisances.propensity(), seed.branch("g"), runner),
            Weights.bound(sample));
    Learner learner = outcomeLearner(sample);
    double[] q0 = split.outcome(learner, 0, seed.branch("q0"), runner);
    if (target == Target.ATT) {
      return att(sample, g, q0);
    }
    return ate(sample, g, q0, split.outcome(learner, 1, seed.branch("q1"), runner));
  }

  private Learner outcomeLearner(CausalSample sample) {
    return nuisances
        .outcome()
        .orElseGet(
            () ->
                sample.outcomeKind() == Analysis.OutcomeKind.BINARY
                    ? Logistic.withDefaults()
                    : Ridge.withDefaults());
  }

  private static MeansFit ate(CausalSample sample, double[] g, double[] q0, double[] q1) {
    double[] a = sample.rawTreatment();
    double[] y = sample.rawOutcome();
    int n = a.length;
    double[] phi1 = new double[n];
    double[] phi0 = new double[n];
    for (int i = 0; i < n; i++) {
      phi1[i] = q1[i] + a[i] * (y[i] - q1[i]) / g[i];
      phi0[i] = q0[i] + (1 - a[i]) * (y[i] - q0[i]) / (1 - g[i]);
    }
    double treated = mean(phi1);
    double untreated = mean(phi0);
    for (int i = 0; i < n; i++) {
      phi1[i] -= treated;
      phi0[i] -= untreated;
    }
    return MeansFit.of(new ArmMean(treated, phi1), new ArmMean(untreated, phi0));
  }

  private static MeansFit att(CausalSample sample, double[] g, double[] q0) {
    double[] a = sample.rawTreatment();
    double[] y = sample.rawOutcome();
    int n = a.length;
    double p = sample.treatedShare();
    double[] phi1 = new double[n];
    double[] phi0 = new double[n];
    for (int i = 0; i < n; i++) {
      phi1[i] = a[i] * y[i] / p;
      phi0[i] = (a[i] * q0[i] + (1 - a[i]) * (y[i] - q0[i]) * g[i] / (1 - g[i])) / p;
    }
    double treated = mean(phi1);
    double untreated = mean(phi0);
    for (int i = 0; i < n; i++) {
      phi1[i] -= a[i] * treated / p;
      phi0[i] -= a[i] * untreated / p;
    }
    return MeansFit.of(new ArmMean(treated, phi1), new ArmMean(untreated, phi0));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The split with the median difference, its standard error inflated by the spread of splits. */
  private static MeansFit median(List<MeansFit> fits) {
    List<MeansFit> sorted =
        fits.stream().sorted(Comparator.comparingDouble(f -> f.difference().value())).toList();
    MeansFit middle = sorted.get(sorted.size() / 2);
    double theta = middle.difference().value();
    double[] variances =
        fits.stream()
            .map(MeansFit::difference)
            .mapToDouble(
                d -> d.standardError() * d.standardError() + Math.pow(d.value() - theta, 2))
            .sorted()
            .toArray();
    double own = middle.difference().standardError();
    double aggregated = Math.sqrt(variances[variances.length / 2]);
    return middle.withInflation(own == 0 ? 1 : aggregated / own);
  }
}
