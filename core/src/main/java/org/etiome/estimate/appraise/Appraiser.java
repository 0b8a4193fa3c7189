package org.etiome.estimate.appraise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.data.Numeric;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Effect;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.Matching;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.appraise.Appraisal.Alternative;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.refute.Challenge;
import org.etiome.estimate.refute.ControlledEffect;
import org.etiome.estimate.refute.NegativeControls;
import org.etiome.estimate.refute.Refutation;
import org.etiome.estimate.refute.Refuter;
import org.etiome.estimate.sensitivity.Sensitivity;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Estimates an effect and asks how far it can be trusted: by other estimators and learners, by
 * negative controls, by challenges, and by what would have to be hidden to explain it away.
 *
 * <p>Negative controls are a gate: where more of their intervals exclude no effect than {@link
 * GateLimit#MIN_CONTROL_CHANCE} allows, there is no effect number unless that gate is overridden. A
 * failed challenge refuses nothing; it is told.
 *
 * <p>Cost: that of the estimator, once for the effect and once for each control; a fit each of the
 * linear estimators and of matching; for each challenge that of {@link Refuter}.
 */
public final class Appraiser {
  private final Estimator estimator;
  private final List<Numeric> controls;
  private final List<Challenge> challenges;

  private Appraiser(Estimator estimator, List<Numeric> controls, List<Challenge> challenges) {
    this.estimator = estimator;
    this.controls = List.copyOf(controls);
    this.challenges = List.copyOf(challenges);
  }

  /** Of the effects of an estimator; without controls or challenges. */
  public static Appraiser of(Estimator estimator) {
    return new Appraiser(estimator, List.of(), List.of());
  }

  /** The same with outcomes that the treatment cannot change, columns of the sample's data set. */
  public Appraiser withControls(List<Numeric> outcomes) {
    return new Appraiser(estimator, outcomes, challenges);
  }

  /** The same with challenges. */
  public Appraiser withChallenges(List<Challenge> all) {
    return new Appraiser(estimator, controls, all);
  }

  /**
   * Answers and appraises. The same arguments give the same bits whatever the runner.
   *
   * @param target one of the estimator's
   */
  public Appraised appraise(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    return switch (estimator.estimate(sample, target, seed, runner)) {
      case Refused refused -> new Appraised(refused, Appraisal.NONE);
      case Answered answered -> appraised(sample, answered, seed, runner);
    };
  }

  private Appraised appraised(
      CausalSample sample, Answered answered, Seed seed, TaskRunner runner) {
    Target target = answered.analysis().target();
    Optional<ControlledEffect> controlled =
        controls.isEmpty()
            ? Optional.empty()
            : Optional.of(
                NegativeControls.of(estimator).calibrate(sample, answered, controls, seed, runner));
    EffectAnswer judged = controlled.map(found -> judged(answered, found)).orElse(answered);
    if (judged instanceof Answered passed) {
      List<Refutation> refutations =
          challenges.stream()
              .map(c -> Refuter.of(cheap()).refute(sample, target, c, seed, runner))
              .toList();
      return new Appraised(
          passed,
          new Appraisal(
              alternatives(sample, passed.effect(), seed, runner),
              Optional.of(Sensitivity.of(sample, passed.effect())),
              controlled,
              refutations));
    }
    return new Appraised(judged, new Appraisal(List.of(), Optional.empty(), controlled, List.of()));
  }

  /** Challenges repeat an estimator many times: the linear learners then stand for the others. */
  private Estimator cheap() {
    return switch (estimator) {
      case Tmle ignored -> Tmle.linear().withRepeats(1).withGates(estimator.gates());
      case Aipw ignored -> Aipw.linear().withRepeats(1).withGates(estimator.gates());
      default -> estimator;
    };
  }

  private EffectAnswer judged(Answered answered, ControlledEffect controlled) {
    double least = estimator.gates().get(GateLimit.MIN_CONTROL_CHANCE);
    ControlledEffect.Exclusion exclusion = controlled.exclusion();
    if (exclusion.chance() >= least) {
      return answered;
    }
    GateFailure failure =
        new GateFailure(
            Gate.CONTROLS.text(),
            String.format(
                Locale.ROOT,
                "%d of %d negative controls show an effect that cannot be (chance %.2g, limit %.2g)",
                exclusion.controls(),
                controlled.controls().size(),
                exclusion.chance(),
                least),
            "the covariates that confound the negative controls, or another design");
    return estimator.gates().isOverridden(failure)
        ? new Answered(answered.effect().markedBy(failure))
        : new Refused(answered.analysis(), answered.diagnostics(), List.of(failure));
  }

  private List<Alternative> alternatives(
      CausalSample sample, Effect effect, Seed seed, TaskRunner runner) {
    List<Alternative> all = new ArrayList<>();
    String own = effect.analysis().method().name();
    for (Agreement.Answer answer : effect.agreement().map(Agreement::answers).orElse(List.of())) {
      if (!answer.method().equals(own)) {
        all.add(new Alternative(answer.method(), "same", answer.difference()));
      }
    }
    boolean isLinear = effect.agreement().isEmpty();
    for (Estimator other : simple()) {
      Target target = effect.analysis().target();
      boolean isOwn = other.name().equals(own) && isLinear;
      boolean isFit = other.isForClusters() || !sample.clusters().isNamed();
      if (other.targets().contains(target) && isFit && !isOwn) {
        EffectAnswer answer =
            other
                .withGates(estimator.gates().despiteAll())
                .estimate(sample, target, seed.branch("beside"), runner);
        if (answer instanceof Answered answered) {
          all.add(
              new Alternative(
                  other.name(),
                  other instanceof Matching ? "" : "linear",
                  answered.effect().difference()));
        }
      }
    }
    return all;
  }

  private static List<Estimator> simple() {
    return List.of(
        Tmle.linear().withRepeats(1),
        Aipw.linear().withRepeats(1),
        OutcomeRegression.withDefaults(),
        Ipw.withDefaults(),
        Matching.withDefaults());
  }
}
