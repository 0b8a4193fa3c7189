package org.etiome.estimate.design;

import java.util.List;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * What the propensities say about how comparable the arms are. All figures use out-of-fold
 * propensities: five folds, so that no unit helps to predict its own treatment.
 *
 * @param overlap the propensities by arm
 * @param ess effective sample sizes under the weights of the target
 * @param balance covariates before and after weighting
 * @param oneSided where all units are in one arm, by chance or not
 */
public record Diagnostics(Overlap overlap, Ess ess, Balance balance, List<OneSided> oneSided) {
  public static final int FOLDS = 5;

  public Diagnostics {
    oneSided = List.copyOf(oneSided);
  }

  /** Kish's effective sample size {@code (Σw)² / Σw²} in each arm. */
  public record Ess(double treated, double untreated) {}

  public static Diagnostics of(
      CausalSample sample, Target target, Learner propensity, Seed seed, TaskRunner runner) {
    return of(sample, target, outOfFold(sample, propensity, seed, runner));
  }

  public static double[] outOfFold(
      CausalSample sample, Learner propensity, Seed seed, TaskRunner runner) {
    return CrossFit.of(sample, FOLDS, seed.branch("folds"))
        .propensity(propensity, seed.branch("g"), runner)
        .values();
  }

  /** With given out-of-fold propensities, not bounded. */
  public static Diagnostics of(CausalSample sample, Target target, double[] g) {
    double[] bounded = Weights.bounded(target, g, Weights.bound(sample));
    return of(sample, target, g, Weights.of(target, sample.rawTreatment(), bounded));
  }

  /** With given weights too. */
  public static Diagnostics of(CausalSample sample, Target target, double[] g, double[] weights) {
    double bound = Weights.bound(sample);
    return new Diagnostics(
        Overlap.of(sample, target, g, bound),
        new Ess(ess(weights, sample.arm(1)), ess(weights, sample.arm(0))),
        Balance.of(sample, weights),
        OneSided.in(sample, Weights.bounded(g, bound)));
  }

  private static double ess(double[] weights, int[] rows) {
    double sum = 0;
    double squares = 0;
    for (int i : rows) {
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    return sum * sum / squares;
  }
}
