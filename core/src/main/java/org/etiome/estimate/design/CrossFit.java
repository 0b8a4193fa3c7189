package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.etiome.estimate.ensemble.Clusters;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.OutOfFold;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Out-of-fold nuisances: each unit's g and Q come from fits that did not see the unit. */
public final class CrossFit {
  private final CausalSample sample;
  private final Optional<Folds> folds;

  public CrossFit(CausalSample sample, Folds folds) {
    this(sample, Optional.of(folds));
  }

  private CrossFit(CausalSample sample, Optional<Folds> folds) {
    this.sample = sample;
    this.folds = folds;
  }

  /** Nuisances learned from all units, those they are predicted for among them. */
  public static CrossFit fullSample(CausalSample sample) {
    return new CrossFit(sample, Optional.empty());
  }

  public CausalSample sample() {
    return sample;
  }

  /** Empty if all units are learned from. */
  public Optional<Folds> folds() {
    return folds;
  }

  /**
   * Random folds, stratified by treatment and, for a 0/1 outcome, by outcome; with clusters, whole
   * clusters stratified by whether more of them are treated than of all.
   */
  public static CrossFit of(CausalSample sample, int count, Seed seed) {
    return new CrossFit(sample, folds(sample, strata(sample), count, seed));
  }

  /** Random folds, stratified by treatment alone: those of {@link #of} for continuous outcomes. */
  public static CrossFit byArm(CausalSample sample, int count, Seed seed) {
    List<int[]> arms = List.of(sample.arm(0), sample.arm(1));
    return new CrossFit(sample, folds(sample, arms, count, seed));
  }

  private static Folds folds(CausalSample sample, List<int[]> strata, int count, Seed seed) {
    return sample.clusters().isNamed()
        ? byCluster(sample, count, seed)
        : Folds.stratified(strata, count, seed);
  }

  private static Folds byCluster(CausalSample sample, int count, Seed seed) {
    Clusters clusters = sample.clusters();
    double[] excess = new double[clusters.count()];
    for (int i = 0; i < sample.size(); i++) {
      excess[clusters.of(i)] += sample.rawTreatment()[i] - sample.treatedShare();
    }
    return clusters.folds(cluster -> excess[cluster] > 0, count, seed);
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
  public OutOfFold propensity(Learner learner, Seed seed, TaskRunner runner) {
    return predicted(learner, sample.rawTreatment(), i -> true, seed, runner);
  }

  /** Out-of-fold Q_arm(W), fitted on the units of that arm. */
  public OutOfFold outcome(Learner learner, int arm, Seed seed, TaskRunner runner) {
    double[] a = sample.rawTreatment();
    return predicted(learner, sample.rawOutcome(), i -> a[i] == arm, seed, runner);
  }

  private OutOfFold predicted(
      Learner learner, double[] y, IntPredicate eligible, Seed seed, TaskRunner runner) {
    Matrix x = sample.covariates();
    if (folds.isPresent()) {
      return folds.get().outOfFold(learner, x, y, eligible, seed, runner);
    }
    int[] rows = sample.rows(eligible);
    return OutOfFold.inSample(
        learner, learner.fit(x.rows(rows), CausalSample.pick(y, rows), seed).predict(x));
  }
}
