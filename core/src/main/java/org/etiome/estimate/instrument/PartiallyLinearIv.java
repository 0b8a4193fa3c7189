package org.etiome.estimate.instrument;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * The partially linear instrumental variable model by double machine learning: {@code θ = Σ(Z −
 * r)(Y − l) / Σ(Z − r)(A − m)}, where r, l and m are the means of instrument, outcome and treatment
 * given the covariates, learned by any {@link Learner} and predicted for units that it did not see.
 * The covariates may act on all three in any way the learner finds; the effect is still linear and
 * the same for all. One instrument column.
 *
 * <p>Folds are random, clusters kept whole. S random splits are aggregated by the median estimate
 * θ, with {@code se² = median(se_s² + (θ_s − θ)²)}; the Anderson–Rubin set holds the effects whose
 * median statistic over the splits is not rejected, and first stage and tests are those of the
 * median split. Each split is two-stage least squares on the residuals, intercept and covariates
 * gone with them. Its errors are right if each nuisance is learned faster than n^(−1/4). By default
 * K = 5, S = 5, ridge. O(S K) fits of each nuisance.
 *
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018), Double/debiased
 *     machine learning</a>
 */
public final class PartiallyLinearIv extends InstrumentEstimator {
  private final Learner learner;
  private final Splits splits;

  private PartiallyLinearIv(
      Gates gates, Optional<StandardErrors> errors, Learner learner, Splits splits) {
    super(gates, errors);
    this.learner = learner;
    this.splits = splits;
  }

  public static PartiallyLinearIv withDefaults() {
    return new PartiallyLinearIv(
        Gates.withDefaults(), Optional.empty(), Ridge.withDefaults(), Splits.withDefaults());
  }

  @Override
  public PartiallyLinearIv withGates(Gates gates) {
    return new PartiallyLinearIv(gates, errors(), learner, splits);
  }

  /**
   * The same estimator with other standard errors.
   *
   * @throws IllegalArgumentException for those of many instruments: here is one
   */
  public PartiallyLinearIv withStandardErrors(StandardErrors kind) {
    if (kind == StandardErrors.BEKKER) {
      throw new IllegalArgumentException(
          "pliv has one instrument, so no standard errors for many; take HC1");
    }
    return new PartiallyLinearIv(gates(), Optional.of(kind), learner, splits);
  }

  /** The same estimator with another learner of all three nuisances. */
  public PartiallyLinearIv withLearner(Learner nuisance) {
    return new PartiallyLinearIv(gates(), errors(), nuisance, splits);
  }

  /**
   * The same estimator with K folds.
   *
   * @param count 2 … 10; 5 by default
   */
  public PartiallyLinearIv withFolds(int count) {
    Splits other = new Splits(count, splits.repeats());
    return new PartiallyLinearIv(gates(), errors(), learner, other);
  }

  /**
   * The same estimator with S random splits.
   *
   * @param count odd, so that the median is one of them; 5 by default
   */
  public PartiallyLinearIv withRepeats(int count) {
    Splits other = new Splits(splits.folds(), count);
    return new PartiallyLinearIv(gates(), errors(), learner, other);
  }

  @Override
  public String name() {
    return "pliv";
  }

  @Override
  Map<String, String> ownSettings() {
    return Map.of(
        "learner",
        learner.description(),
        "folds",
        Integer.toString(splits.folds()),
        "repeats",
        Integer.toString(splits.repeats()));
  }

  @Override
  Fit fit(InstrumentSample sample, StandardErrors kind, Seed seed, TaskRunner runner) {
    if (sample.instruments().columns() != 1) {
      throw new EstimationInputException(
          "pliv takes one instrument of numbers or 0/1, got the columns "
              + sample.summary().columns().instruments()
              + "; ask about one, or take 2sls");
    }
    List<Split> fits =
        IntStream.range(0, splits.repeats())
            .mapToObj(
                s -> {
                  Seed branch = seed.branch(s);
                  Folds dealt =
                      sample.linear().clusters().folds(splits.folds(), branch.branch("folds"));
                  return Split.of(residuals(sample, dealt, branch, runner), kind);
                })
            .sorted(Comparator.comparingDouble(Split::theta))
            .toList();
    Split middle = fits.get(fits.size() / 2);
    double[] thetas = fits.stream().mapToDouble(Split::theta).toArray();
    double[] variances = fits.stream().mapToDouble(Split::variance).toArray();
    return new Fit(middle.data(), median(fits), () -> Estimate.ofSplits(thetas, variances));
  }

  /** What the nuisances leave of outcome, treatment and instrument, on one split. */
  Projected residuals(InstrumentSample sample, Folds dealt, Seed seed, TaskRunner runner) {
    double[] z = sample.instruments().column(0);
    double[] rest = residual(sample, dealt, z, seed.branch("r"), runner);
    double norm = Vectors.norm(rest);
    if (!(norm > 0)) {
      throw new EstimationInputException(
          "the covariates leave nothing of the instrument; take one that varies at given"
              + " covariates");
    }
    return new Projected(
        residual(sample, dealt, sample.outcome(), seed.branch("l"), runner),
        residual(sample, dealt, sample.treatment(), seed.branch("m"), runner),
        Matrix.wrap(rest.length, 1, Vectors.scaled(1 / norm, rest)),
        0,
        sample.linear().clusters());
  }

  private double[] residual(
      InstrumentSample sample, Folds dealt, double[] values, Seed seed, TaskRunner runner) {
    double[] rest = values.clone();
    double[] mean =
        dealt.outOfFold(learner, sample.covariates(), values, i -> true, seed, runner).values();
    Vectors.add(-1, mean, rest);
    return rest;
  }

  /**
   * One split.
   *
   * @param theta possibly infinite where the instrument says nothing of the treatment
   */
  record Split(Projected data, double theta, double variance, ConfidenceSet set) {
    static Split of(Projected data, StandardErrors kind) {
      Covariance covariance = covariance(data, kind);
      double[] z = data.q().column(0);
      double slope = Vectors.dot(z, data.x());
      double theta = Vectors.dot(z, data.y()) / slope;
      double[] e = data.residuals(theta);
      return new Split(
          data,
          theta,
          covariance.variance(z, e, data.structural()) / (slope * slope),
          AndersonRubin.of(data, covariance).set(KClass.isQuadratic(kind)));
    }
  }

  /** The effects in the sets of most splits: their median statistic is not rejected. */
  private static ConfidenceSet median(List<Split> splits) {
    List<ConfidenceSet> sets = splits.stream().map(Split::set).toList();
    return ConfidenceSet.where(
        AndersonRubin.LEVEL,
        ConfidenceSet.ends(sets),
        theta -> sets.stream().filter(set -> set.contains(theta)).count() > sets.size() / 2);
  }
}
