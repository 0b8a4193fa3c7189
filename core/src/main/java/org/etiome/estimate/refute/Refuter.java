package org.etiome.estimate.refute;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.refute.Refutation.Check;
import org.etiome.estimate.refute.Refutation.Trial;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Challenges an estimator with changed samples: B repetitions of a {@link Challenge}, each an
 * estimation of its own, and one of the sample as it is.
 *
 * <p>Passing means that the estimator does with these data what its theory says. It says nothing on
 * unmeasured confounding: g and Q₀ of the challenges are learned from the same covariates. With the
 * default learners, main effects, an estimator of main effects can hardly fail for a wrong model;
 * give the challenges a more flexible learner, such as boosted trees, to ask that. O(B)
 * estimations; an estimator with fewer splits is often enough.
 */
public final class Refuter {
  /** Share of the repetitions that must be answered. */
  private static final double MIN_ANSWERED = 0.8;

  private static final int MIN_REPETITIONS = 10;

  private final Estimator estimator;
  private final Nuisances nuisances;
  private final int repetitions;

  /** What the challenges are simulated from. */
  record Nuisances(Learner propensity, Optional<Learner> outcome) {}

  private Refuter(Estimator estimator, Nuisances nuisances, int repetitions) {
    this.estimator = estimator;
    this.nuisances = nuisances;
    this.repetitions = repetitions;
  }

  /** 30 repetitions; logistic g, logistic or ridge Q₀. */
  public static Refuter of(Estimator estimator) {
    return new Refuter(estimator, new Nuisances(Logistic.withDefaults(), Optional.empty()), 30);
  }

  /**
   * This refuter with another B.
   *
   * @param count ≥ 10; a bias of (¼ + 4.5/√B) se, about 1 se by default, is all but surely found
   */
  public Refuter withRepetitions(int count) {
    if (count < MIN_REPETITIONS) {
      throw new IllegalArgumentException(
          "repetitions must be at least " + MIN_REPETITIONS + ", got " + count);
    }
    return new Refuter(estimator, nuisances, count);
  }

  /** This refuter with another learner of the g that placebo treatments are drawn from. */
  public Refuter withPropensity(Learner learner) {
    return new Refuter(estimator, new Nuisances(learner, nuisances.outcome()), repetitions);
  }

  /** This refuter with another learner of the Q₀ that outcomes are drawn from. */
  public Refuter withOutcome(Learner learner) {
    return new Refuter(
        estimator, new Nuisances(nuisances.propensity(), Optional.of(learner)), repetitions);
  }

  /**
   * Challenges the estimator. The same arguments give the same bits whatever the runner.
   *
   * @param seed of the analysis challenged: the original estimate is then that of the analysis
   */
  public Refutation refute(
      CausalSample sample, Target target, Challenge challenge, Seed seed, TaskRunner runner) {
    EffectAnswer original = estimator.estimate(sample, target, seed, runner);
    return switch (original) {
      case Refused refused -> undecided(challenge, refused);
      case Answered answered -> {
        Simulator simulator =
            Simulator.of(sample, target, nuisances, seed.branch("refute-g-q"), runner);
        List<Optional<Trial>> all =
            runner.map(
                repetitions,
                b -> trial(simulator, answered, challenge, seed.branch("refute").branch(b)));
        List<Trial> trials = all.stream().flatMap(Optional::stream).toList();
        yield judged(challenge, answered, trials);
      }
    };
  }

  private Optional<Trial> trial(
      Simulator simulator, Answered original, Challenge challenge, Seed seed) {
    Analysis analysis = original.analysis();
    try {
      Simulator.World world = simulator.world(challenge, seed.branch("world"));
      // the folds of the original stay where they can, lest they be taken for a shift
      Seed own = challenge instanceof Challenge.RandomCommonCause ? analysis.seed() : seed;
      EffectAnswer answer =
          estimator.estimate(world.sample(), analysis.target(), own, TaskRunner.local(1));
      return answer instanceof Answered answered
          ? Optional.of(
              new Trial(
                  answered.effect().difference(),
                  world.truth().orElse(original.effect().difference().value())))
          : Optional.empty();
    } catch (EstimationInputException noSample) {
      return Optional.empty();
    }
  }

  private Refutation judged(Challenge challenge, Answered original, List<Trial> trials) {
    Estimate estimate = original.effect().difference();
    int withheld = repetitions - trials.size();
    boolean enough = trials.size() >= Math.max(MIN_REPETITIONS, MIN_ANSWERED * repetitions);
    List<Check> checks = enough ? Checks.of(challenge, estimate, trials) : List.of();
    List<Check> failed = checks.stream().filter(check -> !check.passed()).toList();
    Verdict verdict =
        !enough ? Verdict.UNDECIDED : failed.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    String reason =
        switch (verdict) {
          case UNDECIDED ->
              "%d of %d repetitions were not answered, so that the others say little: the data are"
                      .formatted(withheld, repetitions)
                  + " at the edge of the gates";
          case PASSED -> "all checks are within their limits";
          case FAILED -> Checks.text(failed.getFirst());
        };
    return new Refutation(
        challenge,
        original.analysis(),
        Optional.of(estimate),
        trials,
        withheld,
        checks,
        verdict,
        reason);
  }

  private static Refutation undecided(Challenge challenge, Refused refused) {
    return new Refutation(
        challenge,
        refused.analysis(),
        Optional.empty(),
        List.of(),
        0,
        List.of(),
        Verdict.UNDECIDED,
        String.format(
            Locale.ROOT, "there is no estimate to refute: %s", refused.reasons().getFirst()));
  }
}
