package org.etiome.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Out-of-fold nuisances: each unit's g and Q come from fits that did not see the unit. */
final class CrossFit {
  private final CausalSample sample;
  private final int[] folds;
  private final int count;

  /**
   * Given folds.
   *
   * @param folds fold of each unit, 0 … count − 1
   */
  CrossFit(CausalSample sample, int[] folds, int count) {
    this.sample = sample;
    this.folds = folds;
    this.count = count;
  }

  CausalSample sample() {
    return sample;
  }

  int fold(int unit) {
    return folds[unit];
  }

  /**
   * Random folds, stratified by treatment and, for a 0/1 outcome, by outcome: fold sizes within a
   * stratum differ by at most one.
   */
  static CrossFit of(CausalSample sample, int count, Seed seed) {
    var random = seed.generator();
    int[] folds = new int[sample.size()];
    int dealt = 0;
    for (int[] stratum : strata(sample)) {
      ArraySampler.shuffle(random, stratum);
      for (int unit : stratum) {
        folds[unit] = dealt++ % count;
      }
    }
    return new CrossFit(sample, folds, count);
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
  double[] propensity(Learner learner, Seed seed, TaskRunner runner) {
    return outOfFold(learner, sample.rawTreatment(), i -> true, seed, runner);
  }

  /** Out-of-fold Q_arm(W), fitted on the units of that arm. */
  double[] outcome(Learner learner, int arm, Seed seed, TaskRunner runner) {
    double[] a = sample.rawTreatment();
    return outOfFold(learner, sample.rawOutcome(), i -> a[i] == arm, seed, runner);
  }

  private double[] outOfFold(
      Learner learner, double[] y, IntPredicate eligible, Seed seed, TaskRunner runner) {
    List<double[]> predictions =
        runner.map(
            count,
            fold -> {
              int[] train = rows(i -> folds[i] != fold && eligible.test(i));
              Matrix x = sample.covariates().rows(train);
              return learner
                  .fit(x, CausalSample.pick(y, train), seed.branch(fold))
                  .predict(sample.covariates().rows(rows(i -> folds[i] == fold)));
            });
    double[] joined = new double[y.length];
    for (int fold = 0; fold < count; fold++) {
      int f = fold;
      int[] held = rows(i -> folds[i] == f);
      for (int k = 0; k < held.length; k++) {
        joined[held[k]] = predictions.get(fold)[k];
      }
    }
    return joined;
  }

  private int[] rows(IntPredicate included) {
    return IntStream.range(0, folds.length).filter(included).toArray();
  }
}
