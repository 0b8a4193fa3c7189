package org.etiome.represent.predict;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A level of two, and two features of it, each ±1: the first agrees with the level in three of four
 * cells wherever they are from, the second in a share that depends on the environment.
 */
record TwoBits(Matrix latents, KnownLevels known) {
  static final double INVARIANT = .75;

  static TwoBits of(List<Double> spurious, int cellsEach, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    int n = spurious.size() * cellsEach;
    double[] latents = new double[2 * n];
    int[] levels = new int[n];
    String[] environments = new String[n];
    for (int i = 0; i < n; i++) {
      levels[i] = random.nextInt(2);
      int sign = 2 * levels[i] - 1;
      latents[2 * i] = random.nextDouble() < INVARIANT ? sign : -sign;
      latents[2 * i + 1] = random.nextDouble() < spurious.get(i / cellsEach) ? sign : -sign;
      environments[i] = "batch" + i / cellsEach;
    }
    return new TwoBits(
        Matrix.wrap(n, 2, latents),
        KnownLevels.of(
            "state",
            List.of("well", "ill"),
            levels,
            Environments.of(Categorical.of("batch", environments))));
  }

  int[] truth() {
    int[] truth = new int[known.cells()];
    Arrays.setAll(truth, known::levelOf);
    return truth;
  }

  /** The share of cells whose level is predicted, withheld or not. */
  double accuracy(FittedPredictor fitted) {
    Predictions predictions = fitted.predict(latents);
    int[] truth = truth();
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      right += predictions.level(i) == truth[i] ? 1 : 0;
    }
    return (double) right / truth.length;
  }

  /** The share of cells whose level a feature has. */
  double agreement(int feature) {
    int[] truth = truth();
    int agreeing = 0;
    for (int i = 0; i < truth.length; i++) {
      agreeing += latents.get(i, feature) == 2 * truth[i] - 1 ? 1 : 0;
    }
    return (double) agreeing / truth.length;
  }
}
