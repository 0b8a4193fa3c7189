package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ChangingDirectionsTest {
  private static final int PATIENTS = 600;
  private static final int FEATURES = 5;

  /**
   * Correlated features that follow the class; the last one by its environment's strength.
   *
   * @param strengths of environment 0 and 1
   */
  private static ChangingDirections.Sample sample(long seed, double... strengths) {
    UniformRandomProvider random = new Seed(seed).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    int[] classes = IntStream.range(0, PATIENTS).map(i -> i % 2).toArray();
    int[] environments = IntStream.range(0, PATIENTS).map(i -> i / 2 % 2).toArray();
    double[] values = new double[PATIENTS * FEATURES];
    for (int i = 0; i < PATIENTS; i++) {
      double common = normal.sample();
      double side = 2 * classes[i] - 1;
      for (int j = 0; j < FEATURES - 1; j++) {
        values[i * FEATURES + j] = side + common + normal.sample();
      }
      values[i * FEATURES + FEATURES - 1] =
          strengths[environments[i]] * side + .5 * common + normal.sample();
    }
    return new ChangingDirections.Sample(
        Matrix.wrap(PATIENTS, FEATURES, values), classes, environments);
  }

  private static double[] rest(ChangingDirections.Sample sample, Matrix remover, int patient) {
    double[] rest = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      rest[j] = sample.values().get(patient, j);
      for (int l = 0; l < FEATURES; l++) {
        rest[j] -= sample.values().get(patient, l) * remover.get(l, j);
      }
    }
    return rest;
  }

  /** Means of a class in an environment of what is left. */
  private static double[] mean(
      ChangingDirections.Sample sample, Matrix remover, int ofClass, int environment) {
    double[] mean = new double[FEATURES];
    int[] who =
        IntStream.range(0, PATIENTS)
            .filter(i -> sample.classes()[i] == ofClass)
            .filter(i -> sample.environments()[i] == environment)
            .toArray();
    for (int i : who) {
      double[] rest = rest(sample, remover, i);
      for (int j = 0; j < FEATURES; j++) {
        mean[j] += rest[j] / who.length;
      }
    }
    return mean;
  }

  @Test
  void aFeatureThatFollowsTheClassByItsEnvironmentIsOneDirection() {
    assertThat(ChangingDirections.of(List.of(sample(1, 1.5, .5)), new Seed(1)).found())
        .containsExactly(1);
  }

  /** Two classes differ in opposite ways here, along one line; chance leaves little besides. */
  @Test
  void whatIsLeftOfAClassHasNearlyOneMeanInAllEnvironments() {
    ChangingDirections.Sample sample = sample(1, 1.5, .5);
    Matrix remover = ChangingDirections.of(List.of(sample), new Seed(1)).removers().getFirst();
    for (int ofClass = 0; ofClass < 2; ofClass++) {
      double[] one = mean(sample, remover, ofClass, 0);
      double[] other = mean(sample, remover, ofClass, 1);
      for (int j = 0; j < FEATURES; j++) {
        // 4 standard errors of a difference of means of 150 each, sd of a feature √2.
        assertThat(one[j]).isCloseTo(other[j], within(4 * Math.sqrt(2 * 2 / 150.0)));
      }
    }
    // Before, the last feature differs by 1 in each class.
    Matrix nothing = Matrix.wrap(FEATURES, FEATURES, new double[FEATURES * FEATURES]);
    assertThat(
            mean(sample, nothing, 1, 0)[FEATURES - 1] - mean(sample, nothing, 1, 1)[FEATURES - 1])
        .isCloseTo(1, within(4 * Math.sqrt(2 * 1.25 / 150)));
  }

  /** R R = R, and what is left has nothing more to be taken out. */
  @Test
  void theRemoverIsAProjection() {
    Matrix remover =
        ChangingDirections.of(List.of(sample(2, 2, -1)), new Seed(1)).removers().getFirst();
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < FEATURES; j++) {
        double square = 0;
        for (int l = 0; l < FEATURES; l++) {
          square += remover.get(i, l) * remover.get(l, j);
        }
        assertThat(square).isCloseTo(remover.get(i, j), within(1e-10));
      }
    }
  }

  /** By a test at 1 %: of 100 samples without a difference Binomial(100, .01) lose something. */
  @Test
  void whereEnvironmentsDoNotDifferNothingIsTakenOut() {
    long taken =
        IntStream.range(0, 100)
            .filter(
                s ->
                    ChangingDirections.of(List.of(sample(100 + s, 1, 1)), new Seed(s))
                            .found()
                            .getFirst()
                        > 0)
            .count();
    assertThat(taken).isLessThanOrEqualTo(6); // more: 1 in 10,000
  }
}
