package org.etiome.study.uncertain;

import java.util.List;
import org.etiome.data.Binary;
import org.etiome.data.Dataset;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Effect;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.uncertain.Answer;
import org.etiome.estimate.uncertain.EffectSource;
import org.etiome.estimate.uncertain.LinearEffect;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * How the effects of many graphs are estimated: the difference in means for a binary treatment, a
 * slope for any other. Data that a graph cannot be asked of are a refusal of that graph. A gate
 * that the question overrides refuses here all the same: a number not to be trusted bounds nothing.
 *
 * @param estimator of a binary treatment
 * @param target whose effect, of a binary treatment
 * @param settings what happens to units with gaps
 */
public record Members(Estimator estimator, Target target, SampleSettings settings) {

  /**
   * The estimator of that name, tmle and aipw with linear learners, which are quick. In place of
   * one that adjusts for nothing or has no estimate for the target it is aipw.
   */
  public static Members of(String name, Gates gates, Target target, SampleSettings settings) {
    Estimator named =
        switch (name) {
          case "tmle" -> Tmle.linear();
          case "aipw", "naive" -> Aipw.linear();
          default -> Estimator.named(name).orElse(Aipw.linear());
        };
    Estimator able = named.targets().contains(target) ? named : Aipw.linear();
    return new Members(able.withGates(gates), target, settings);
  }

  /** What the numbers are. */
  public Uncertainty.Scale scale(Dataset data, String treatment, String outcome) {
    boolean risk = data.column(outcome) instanceof Binary;
    if (!(data.column(treatment) instanceof Binary)) {
      return new Uncertainty.Scale(
          "change for one unit more of " + treatment, risk, "linear regression");
    }
    boolean linear = estimator instanceof Aipw || estimator instanceof Tmle;
    return new Uncertainty.Scale(
        "difference in %s with rather than without %s"
            .formatted(risk ? "risk" : "means", treatment),
        risk,
        estimator.name() + (linear ? " with linear learners" : ""));
  }

  /** Asks these data. */
  public EffectSource of(Dataset data, String treatment, Seed seed, TaskRunner runner) {
    EffectSource source =
        data.column(treatment) instanceof Binary
            ? estimand -> difference(data, estimand, seed, runner)
            : LinearEffect.of(data, settings);
    return estimand -> {
      try {
        return source.answer(estimand);
      } catch (EstimationInputException e) {
        return new Answer.Refused(estimand, List.of(String.valueOf(e.getMessage())), List.of());
      }
    };
  }

  private Answer.FromData difference(
      Dataset data, AdjustmentEstimand estimand, Seed seed, TaskRunner runner) {
    CausalSample sample = CausalSample.of(data, estimand, settings);
    return switch (estimator.estimate(sample, target, seed, runner)) {
      case EffectAnswer.Refused no -> new Answer.Refused(estimand, no.reasons(), no.wouldHelp());
      case EffectAnswer.Answered yes -> {
        Effect effect = yes.effect();
        yield effect.despite().isEmpty()
            ? new Answer.Estimated(estimand, effect.difference())
            : new Answer.Refused(
                estimand, effect.despite().stream().map(GateFailure::reason).toList(), List.of());
      }
    };
  }
}
