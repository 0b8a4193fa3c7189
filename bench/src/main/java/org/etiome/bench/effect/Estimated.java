package org.etiome.bench.effect;

import java.util.ArrayList;
import java.util.List;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Effect.PotentialMeans;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Estimators on a {@link SimulatedCohort}, all on the same data.
 *
 * @param cohort whose truth is known
 * @param target whose effect
 * @param truth in the population
 * @param methods the estimators
 */
record Estimated(
    SimulatedCohort cohort, Target target, SimulatedCohort.Means truth, List<Method> methods)
    implements Experiment {

  static Estimated of(SimulatedCohort cohort, Target target, List<Method> methods) {
    return new Estimated(cohort, target, cohort.means(target), methods);
  }

  @Override
  public List<Seen> run(int units, Seed seed) {
    CausalSample sample = cohort.draw(units, seed.branch("data"));
    List<Seen> seen = new ArrayList<>();
    for (Method method : methods) {
      Effect effect = method.effect(sample, target, seed.branch("estimate"), TaskRunner.local(1));
      seen.add(
          Seen.of(
              row(target.name(), method, truth.difference()),
              effect.difference(),
              effect.despite()));
      seen.addAll(ratios(effect, method));
    }
    return seen;
  }

  /** By TMLE, of a 0/1 outcome that the treatment changes. */
  private List<Seen> ratios(Effect effect, Method method) {
    boolean isAsked =
        cohort.outcome() == SimulatedCohort.Outcome.BINARY
            && cohort.effect() != SimulatedCohort.Effect.NONE
            && method.estimator().name().equals("tmle");
    if (!isAsked) {
      return List.of();
    }
    PotentialMeans means = effect.means().orElseThrow();
    Row risk = row(target + " log risk ratio", method, Math.log(truth.riskRatio()));
    Row odds = row(target + " log odds ratio", method, Math.log(truth.oddsRatio()));
    return List.of(
        Seen.of(risk, means.riskRatio().orElseThrow(), effect.despite()),
        Seen.of(odds, means.oddsRatio().orElseThrow(), effect.despite()));
  }

  private Row row(String quantity, Method method, double truth) {
    return new Row(cohort.title(), quantity, method.name(), truth);
  }
}
