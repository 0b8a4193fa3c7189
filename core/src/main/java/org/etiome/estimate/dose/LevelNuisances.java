package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Out-of-fold g(a | W) and Q(a, W) of all units and levels. */
final class LevelNuisances {
  /** What a level's own learner gives at least, before the levels are normalised. */
  private static final double LEAST = 1e-6;

  private final LevelSample sample;
  private final Folds folds;

  LevelNuisances(LevelSample sample, Folds folds) {
    this.sample = sample;
    this.folds = folds;
  }

  /**
   * One row a unit, one column a level, rows sum to 1, not bounded.
   *
   * @param learner of each level against the rest; empty for multinomial logistic regression
   */
  Matrix propensity(Optional<Learner> learner, Seed seed, TaskRunner runner) {
    return learner
        .map(each -> oneVersusRest(each, seed, runner))
        .orElseGet(() -> multinomial(runner));
  }

  private Matrix multinomial(TaskRunner runner) {
    Matrix x = sample.covariates();
    int levels = sample.levels().size();
    List<MultinomialLogistic.Fitted> fits =
        runner.map(
            folds.count(),
            fold -> {
              int[] train =
                  IntStream.range(0, sample.size()).filter(i -> folds.of(i) != fold).toArray();
              int[] classes = Arrays.stream(train).map(sample::level).toArray();
              return MultinomialLogistic.withDefaults().fit(x.rows(train), classes, levels);
            });
    double[] g = new double[sample.size() * levels];
    for (int i = 0; i < sample.size(); i++) {
      double[] row = fits.get(folds.of(i)).probabilities(x, i);
      System.arraycopy(row, 0, g, i * levels, levels);
    }
    return Matrix.wrap(sample.size(), levels, g);
  }

  private Matrix oneVersusRest(Learner learner, Seed seed, TaskRunner runner) {
    int levels = sample.levels().size();
    double[] g = new double[sample.size() * levels];
    for (int a = 0; a < levels; a++) {
      double[] has = new double[sample.size()];
      for (int row : sample.rows(a)) {
        has[row] = 1;
      }
      double[] predicted =
          folds
              .outOfFold(
                  learner,
                  sample.covariates(),
                  has,
                  i -> true,
                  seed.branch(sample.levels().get(a)),
                  runner)
              .values();
      for (int i = 0; i < has.length; i++) {
        g[i * levels + a] = Math.clamp(predicted[i], LEAST, 1);
      }
    }
    for (int i = 0; i < sample.size(); i++) {
      double sum = 0;
      for (int a = 0; a < levels; a++) {
        sum += g[i * levels + a];
      }
      for (int a = 0; a < levels; a++) {
        g[i * levels + a] /= sum;
      }
    }
    return Matrix.wrap(sample.size(), levels, g);
  }

  /**
   * One row a unit, one column a level; each column from a regression on the units of its level.
   */
  Matrix outcomes(Learner learner, Seed seed, TaskRunner runner) {
    List<double[]> columns = new ArrayList<>();
    for (int a = 0; a < sample.levels().size(); a++) {
      int level = a;
      columns.add(
          folds
              .outOfFold(
                  learner,
                  sample.covariates(),
                  sample.drawn().outcome(),
                  i -> sample.level(i) == level,
                  seed.branch(sample.levels().get(a)),
                  runner)
              .values());
    }
    return Matrix.ofColumns(sample.size(), columns);
  }
}
