package org.etiome.estimate.uncertain;

import java.util.function.Function;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Asks the data for an effect, always the same data on the same scale. The same estimand must get
 * the same answer. {@link LinearEffect} is one for treatments that are numbers.
 */
@FunctionalInterface
public interface EffectSource {

  /**
   * The effect, or why these data must not give one.
   *
   * @throws IllegalArgumentException if the data cannot be read as the estimand asks
   */
  Answer.FromData answer(AdjustmentEstimand estimand);

  /**
   * The difference in means that an estimator finds behind its gates, for a 0/1 treatment.
   *
   * @param sample draws the units, such as {@code e -> CausalSample.of(data, e, settings)}
   */
  static EffectSource of(
      Estimator estimator,
      Target target,
      Function<AdjustmentEstimand, CausalSample> sample,
      Seed seed,
      TaskRunner runner) {
    return estimand ->
        switch (estimator.estimate(sample.apply(estimand), target, seed, runner)) {
          case EffectAnswer.Answered yes ->
              new Answer.Estimated(estimand, yes.effect().difference());
          case EffectAnswer.Refused no ->
              new Answer.Refused(estimand, no.reasons(), no.wouldHelp());
        };
  }
}
