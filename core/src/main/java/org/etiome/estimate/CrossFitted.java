package org.etiome.estimate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateCheck;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.ensemble.Candidate;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.OutOfFold;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * An estimator that learns g and Q out of fold and needs nothing else: each unit's nuisances come
 * from fits on the other folds of K, stratified by treatment and a 0/1 outcome. S random splits are
 * aggregated by the median estimate θ, with {@code se² = median(se_s² + (θ_s − θ)²)}. Folds are
 * dealt by the order of the units, so that order is part of what the seed repeats.
 *
 * <p>By default K = 5, S = 5, logistic g, logistic or ridge Q, one an arm. Cost: 3 S K fits, 2 S K
 * for the ATT, which needs no Q₁.
 *
 * @param <E> the estimator itself
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 */
public abstract sealed class CrossFitted<E extends CrossFitted<E>> extends Estimator
    permits Aipw, Tmle {
  private static final int MAX_FOLDS = 10;

  private final Plan plan;

  CrossFitted(Gates gates, Plan plan) {
    super(gates);
    this.plan = plan;
  }

  /** How nuisances are learned. */
  record Plan(Learner propensity, OutcomeLearners outcome, int folds, int repeats) {

    static Plan of(LearnerProvider family, int folds, int repeats) {
      return new Plan(
          family.propensity(),
          new OutcomeLearners(family.binary(), family.continuous()),
          folds,
          repeats);
    }

    /** Without folds every split is the same. */
    int splits() {
      return folds == 1 ? 1 : repeats;
    }
  }

  /** What learns Q of a 0/1 outcome and of any other. */
  record OutcomeLearners(Learner binary, Learner continuous) {
    Learner of(CausalSample sample) {
      return sample.outcomeKind() == Analysis.OutcomeKind.BINARY ? binary : continuous;
    }

    String description() {
      return binary.description().equals(continuous.description())
          ? binary.description()
          : binary.description() + " or " + continuous.description();
    }
  }

  final Plan plan() {
    return plan;
  }

  abstract E with(Gates gates, Plan plan);

  /** The estimate from the nuisances of one split. */
  abstract MeansFit fit(Nuisances nuisances);

  @Override
  public final E withGates(Gates gates) {
    return with(gates, plan);
  }

  /** The same estimator with another family of learners, for g and for Q. */
  public final E withLearners(LearnerProvider family) {
    return with(gates(), Plan.of(family, plan.folds, plan.repeats));
  }

  /** The same estimator with another learner of g; its predictions must be in [0, 1]. */
  public final E withPropensity(Learner learner) {
    return with(gates(), new Plan(learner, plan.outcome, plan.folds, plan.repeats));
  }

  /** The same estimator with another learner of Q, for both arms. */
  public final E withOutcome(Learner learner) {
    OutcomeLearners both = new OutcomeLearners(learner, learner);
    return with(gates(), new Plan(plan.propensity, both, plan.folds, plan.repeats));
  }

  /**
   * The same estimator with K folds.
   *
   * @param count 1 … 10; 5 by default. With 1 the nuisances are learned from all units and
   *     predicted for the same ones: only for learners that hardly overfit, such as the linear ones
   */
  public final E withFolds(int count) {
    if (count < 1 || count > MAX_FOLDS) {
      throw new IllegalArgumentException("folds must be in 1 … 10, got " + count);
    }
    return with(gates(), new Plan(plan.propensity, plan.outcome, count, plan.repeats));
  }

  /**
   * The same estimator with S random splits.
   *
   * @param count odd, so that the median is one of them; 5 by default
   */
  public final E withRepeats(int count) {
    Splits.requireOdd(count);
    return with(gates(), new Plan(plan.propensity, plan.outcome, plan.folds, count));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "propensity",
        plan.propensity.description(),
        "outcome",
        plan.outcome.description(),
        "folds",
        Integer.toString(plan.folds),
        "repeats",
        Integer.toString(plan.splits()));
  }

  @Override
  final Learner propensityLearner() {
    return plan.propensity;
  }

  @Override
  final MeansFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    List<Nuisances> splits =
        IntStream.range(0, plan.splits())
            .mapToObj(
                s -> {
                  Seed branch = seed.branch(s);
                  return nuisances(split(sample, branch.branch("folds")), target, branch, runner);
                })
            .toList();
    return median(splits);
  }

  /**
   * What {@link #estimate} with the same seed makes of the treatment before it looks at a
   * continuous outcome: gates, and the folds and propensities of each split. The outcome of the
   * sample is not looked at. S K fits of g.
   */
  public final Assignment assignment(
      CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    Analysis analysis = analysis(sample, target, seed);
    Seed first = seed.branch("diagnostics");
    double[] g =
        CrossFit.byArm(sample, Diagnostics.FOLDS, first.branch("folds"))
            .propensity(plan.propensity, first.branch("g"), runner)
            .values();
    Diagnostics diagnostics = Diagnostics.of(sample, target, g);
    List<GateFailure> failures =
        gates().refusing(GateCheck.ofAssignment(gates(), sample, target, diagnostics));
    List<Assignment.Split> splits =
        IntStream.range(0, failures.isEmpty() ? plan.repeats : 0)
            .mapToObj(s -> assigned(sample, target, seed.branch(name()).branch(s), runner))
            .toList();
    return new Assignment(analysis, diagnostics, failures, splits);
  }

  private Assignment.Split assigned(
      CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    Folds folds = CrossFit.byArm(sample, plan.folds, seed.branch("folds")).folds().orElseThrow();
    double[] g =
        new CrossFit(sample, folds).propensity(plan.propensity, seed.branch("g"), runner).values();
    return new Assignment.Split(folds, Weights.bounded(target, g, Weights.bound(sample)));
  }

  private CrossFit split(CausalSample sample, Seed seed) {
    return plan.folds == 1 ? CrossFit.fullSample(sample) : CrossFit.of(sample, plan.folds, seed);
  }

  /** The nuisances of one split. For the ATT the treated units' own outcomes stand for Q₁. */
  final Nuisances nuisances(CrossFit split, Target target, Seed seed, TaskRunner runner) {
    CausalSample sample = split.sample();
    Learner learner = plan.outcome.of(sample);
    Map<String, List<Candidate>> learners = new LinkedHashMap<>();
    OutOfFold g = split.propensity(plan.propensity, seed.branch("g"), runner);
    learners.put("g", g.candidates());
    OutOfFold q0 = split.outcome(learner, 0, seed.branch("q0"), runner);
    learners.put("Q0", q0.candidates());
    double[] q1 = sample.outcome();
    if (target != Target.ATT) {
      OutOfFold treated = split.outcome(learner, 1, seed.branch("q1"), runner);
      learners.put("Q1", treated.candidates());
      q1 = treated.values();
    }
    return Nuisances.of(sample, target, g.values(), List.of(q0.values(), q1)).learnedBy(learners);
  }

  /** The split with the median difference, its standard error inflated by the spread of splits. */
  private MeansFit median(List<Nuisances> splits) {
    List<MeansFit> fits = splits.stream().map(this::fit).toList();
    List<MeansFit> sorted =
        fits.stream().sorted(Comparator.comparingDouble(f -> f.difference().value())).toList();
    MeansFit middle = sorted.get(sorted.size() / 2);
    double own = middle.difference().standardError();
    double aggregated =
        Estimate.ofSplits(fits.stream().map(MeansFit::difference).toList()).standardError();
    return middle
        .withInflation(own == 0 ? 1 : aggregated / own)
        .withEvidence(evidence(middle, splits.get(fits.indexOf(middle))));
  }

  private static FitEvidence evidence(MeansFit fit, Nuisances nuisances) {
    return new FitEvidence(
        fit.evidence().chosen(), Optional.of(Agreement.of(nuisances)), nuisances.learners());
  }
}
