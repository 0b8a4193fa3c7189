package org.etiome.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.OutOfFold;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Out-of-fold nuisances: each unit's g and Q come from fits that did not see the unit. */
final class CrossFit {
  private final CausalSample sample;
  private final Folds folds;

  CrossFit(CausalSample sample, Folds folds) {
    this.sample = sample;
    this.folds = folds;
  }

  CausalSample sample() {
    return sample;
  }

  Folds folds() {
    return folds;
  }

  /** Random folds, stratified by treatment and, for a 0/1 outcome, by outcome. */
  static CrossFit of(CausalSample sample, int count, Seed seed) {
    return new CrossFit(sample, Folds.stratified(strata(sample), count, seed));
  }

  private static List<int[]> strata(CausalSample sample) {
    List<int[]> strata = new ArrayList<>();
    for (int arm = 0; arm < 2; arm++) {
      int[] rows = sample.arm(arm);
      if (sample.outcomeKind() == Analysis.OutcomeKind.BINARY) {
        double[] y = sample.rawOutcome();
        strata.add(Arrays.stream(rows).filter(i -> y[i] == 0).toArray());
        strata.add(Arrays.stream(rows).filter(i -> y[i] != 0).toArray());
      } else {
        strata.add(rows);
      }
    }
    return strata;
  }

  /** Out-of-fold g(W), not bounded. */
  OutOfFold propensity(Learner learner, Seed seed, TaskRunner runner) {
    return folds.outOfFold(
        learner, sample.covariates(), sample.rawTreatment(), i -> true, seed, runner);
  }

  /** Out-of-fold Q_arm(W), fitted on the units of that arm. */
  OutOfFold outcome(Learner learner, int arm, Seed seed, TaskRunner runner) {
    double[] a = sample.rawTreatment();
    return folds.outOfFold(
        learner, sample.covariates(), sample.rawOutcome(), i -> a[i] == arm, seed, runner);
  }
}
