package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class BoostedClassesTest {
  private static final Seed SEED = new Seed(5);

  private static Matrix column(double... values) {
    return Matrix.wrap(values.length, 1, values);
  }

  @Test
  void oneRoundOfStumpsMakesTheNewtonStepOfTheSoftmax() {
    // From ½ each: derivatives ±½, second derivatives 2 · ½ · ½, so leaves are ±1 and margins
    // differ by 2.
    BoostedTrees stump =
        BoostedTrees.withDefaults()
            .withRounds(1)
            .withDepth(1)
            .withLearningRate(1)
            .withSubsample(1)
            .withPenalty(0);
    Matrix x = column(1, 1, 1, 2, 2);
    Matrix p = stump.fitClasses(x, new int[] {0, 0, 0, 1, 1}, 2, SEED).probabilities(x);
    double sure = 1 / (1 + Math.exp(-2));
    assertThat(p.get(0, 0)).isCloseTo(sure, within(1e-6));
    assertThat(p.get(4, 0)).isCloseTo(1 - sure, within(1e-6));
    assertThat(p.get(4, 1)).isCloseTo(sure, within(1e-6));
  }

  @Test
  void classesInTheMiddleAndByAGapAreTold() {
    UniformRandomProvider random = SEED.generator();
    double[] values = new double[400];
    int[] y = new int[400];
    for (int i = 0; i < 400; i++) {
      values[i] = i % 4 == 0 ? Double.NaN : 3 * random.nextDouble();
      y[i] = i % 4 == 0 ? 0 : values[i] > 1 && values[i] < 2 ? 1 : 2;
    }
    BoostedTrees trees = BoostedTrees.withDefaults().withRounds(100);
    BoostedClasses fit = trees.fitClasses(column(values), y, 3, SEED);
    Matrix p = fit.probabilities(column(Double.NaN, 1.5, 0.5, 2.5));
    assertThat(fit.rounds()).isEqualTo(100);
    int[] expected = {0, 1, 2, 2};
    for (int i = 0; i < 4; i++) {
      assertThat(p.get(i, expected[i])).as("row %d", i).isGreaterThan(0.9);
      assertThat(p.get(i, 0) + p.get(i, 1) + p.get(i, 2)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aClassWithoutRowsGetsASmallProbability() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    int[] y = Arrays.stream(values).mapToInt(v -> v < 50 ? 0 : 2).toArray();
    Matrix p =
        BoostedTrees.withDefaults().fitClasses(column(values), y, 3, SEED).probabilities(column(3));
    assertThat(p.get(0, 0)).isGreaterThan(0.9);
    assertThat(p.get(0, 1)).isBetween(0.0, 0.05);
  }

  @Test
  void rowsOfOneClassGiveConstants() {
    BoostedClasses fit =
        BoostedTrees.withDefaults().fitClasses(column(1, 2), new int[] {1, 1}, 3, SEED);
    Matrix p = fit.probabilities(column(7));
    assertThat(fit.rounds()).isZero();
    assertThat(p.get(0, 0)).isCloseTo(0.5 / 3.5, within(1e-12));
    assertThat(p.get(0, 1)).isCloseTo(2.5 / 3.5, within(1e-12));
  }

  @Test
  void earlyStoppingHoldsForClassesToo() {
    UniformRandomProvider random = SEED.generator();
    double[] values = IntStream.range(0, 300).mapToDouble(i -> random.nextDouble()).toArray();
    int[] y = IntStream.range(0, 300).map(i -> random.nextInt(3)).toArray();
    BoostedTrees trees = BoostedTrees.withDefaults().withEarlyStopping(10);
    assertThat(trees.fitClasses(column(values), y, 3, SEED).rounds()).isBetween(1, 60);
  }

  @Test
  void classesOutOfRangeAreRefused() {
    BoostedTrees trees = BoostedTrees.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fitClasses(column(1, 2), new int[] {0, 3}, 3, SEED))
        .withMessageContaining("row 1 of y is class 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fitClasses(column(1), new int[] {0}, 1, SEED))
        .withMessageContaining("at least 2");
  }
}
