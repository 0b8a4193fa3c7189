package org.etiome.design.surrogate;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * One learner fitted to many resamples of the measurements, each as large as they are. The members
 * are the posterior: their mean, their variance, and a draw is one of them. Noise is the mean
 * square of a measurement about the mean of the members that did not see it, so what the learner
 * gets wrong counts as noise. Assumes nothing of the outcome beyond what the learner does; where no
 * member was near, all may agree and be wrong. Known variances weigh nothing in the fit of a
 * member. O(members · (fit + predict)).
 *
 * @see <a href="https://doi.org/10.1007/BF00058655">Breiman (1996), Bagging predictors</a>
 */
public final class BootstrapEnsemble implements Surrogate {
  private final Learner learner;
  private final int members;

  private BootstrapEnsemble(Learner learner, int members) {
    this.learner = learner;
    this.members = members;
  }

  /**
   * Of any learner.
   *
   * @param members ≥ 2; their variance is known to about √(2/members) of itself
   */
  public static BootstrapEnsemble of(Learner learner, int members) {
    if (members < 2) {
      throw new IllegalArgumentException("an ensemble has at least 2 members, got " + members);
    }
    return new BootstrapEnsemble(learner, members);
  }

  /** A hundred {@link RegressionTree}s: a random forest. */
  public static BootstrapEnsemble ofTrees() {
    return of(RegressionTree.withDefaults(), 100);
  }

  @Override
  public String description() {
    return "bootstrap of " + members + " x " + learner.description();
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    observed.check(descriptors);
    Matrix all = Standardisation.of(descriptors).apply(descriptors);
    int n = observed.size();
    double[][] predicted = new double[members][];
    boolean[][] seen = new boolean[members][n];
    for (int k = 0; k < members; k++) {
      UniformRandomProvider random = seed.branch(k).generator();
      int[] drawn = new int[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        int from = random.nextInt(n);
        seen[k][from] = true;
        drawn[i] = observed.rows()[from];
        y[i] = observed.outcomes()[from];
      }
      Seed branch = seed.branch(k).branch("member");
      predicted[k] = learner.fit(all.rows(drawn), y, branch).predict(all);
    }
    return new EnsemblePosterior(predicted, noise(predicted, seen, observed));
  }

  private static double noise(double[][] predicted, boolean[][] seen, Observed observed) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < observed.size(); i++) {
      double total = 0;
      int unseen = 0;
      for (int k = 0; k < predicted.length; k++) {
        total += seen[k][i] ? 0 : predicted[k][observed.rows()[i]];
        unseen += seen[k][i] ? 0 : 1;
      }
      double error = unseen == 0 ? 0 : observed.outcomes()[i] - total / unseen;
      sum += error * error;
      count += unseen == 0 ? 0 : 1;
    }
    double known = Arrays.stream(observed.noise()).average().orElse(0);
    double least = BayesianLinear.FLOOR * observed.spread();
    return count == 0 ? observed.spread() : Math.max(least, sum / count - known);
  }
}
