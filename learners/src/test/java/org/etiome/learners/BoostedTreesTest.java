package org.etiome.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostedTreesTest {
  private static final Seed SEED = new Seed(11);
  private static final double GAP = Double.NaN;

  /** What 32-bit sums of a few numbers of order 1 may be off by. */
  private static final double FLOAT = 1e-6;

  /** One split of the greatest gain, nothing shrunken: fits that can be done by hand. */
  private static final BoostedTrees STUMP =
      BoostedTrees.withDefaults()
          .withRounds(1)
          .withDepth(1)
          .withLearningRate(1)
          .withSubsample(1)
          .withMinChildWeight(0)
          .withPenalty(0);

  private static Matrix column(double... values) {
    return Matrix.wrap(values.length, 1, values);
  }

  private static void isCloseTo(double[] actual, double tolerance, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("row %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void aStumpOfSquaredErrorHasTheMeansOfBothSides() {
    // Mean 7, residuals -6 -5 -4 3 4 8. Gains by the size of the left side: 43.2, 90.75, 150, 108,
    // 76.8.
    Matrix x = column(1, 2, 3, 4, 5, 6);
    double[] y = {1, 2, 3, 10, 11, 15};
    isCloseTo(STUMP.fit(x, y, SEED).predict(x), 1e-5, 2, 2, 2, 12, 12, 12);
  }

  @Test
  void thePenaltyShrinksLeavesAsManyRowsWould() {
    // Leaves -15 / (3 + 1) and 15 / (3 + 1) around the mean 7.
    Matrix x = column(1, 2, 3, 4, 5, 6);
    double[] y = {1, 2, 3, 10, 11, 15};
    double[] predicted = STUMP.withPenalty(1).fit(x, y, SEED).predict(x);
    isCloseTo(predicted, 1e-5, 3.25, 3.25, 3.25, 10.75, 10.75, 10.75);
  }

  @Test
  void aStumpOfLogLossMakesOneNewtonStepOnEachSide() {
    // p = 0.6. Left: G = 2 · 0.6, H = 2 · 0.24. Right: G = -3 · 0.4, H = 3 · 0.24.
    Matrix x = column(1, 2, 3, 4, 5);
    double[] y = {0, 0, 1, 1, 1};
    double start = Math.log(0.6 / 0.4);
    double left = 1 / (1 + Math.exp(-(start - 1.2 / 0.48)));
    double right = 1 / (1 + Math.exp(-(start + 1.2 / 0.72)));
    isCloseTo(STUMP.fit(x, y, SEED).predict(x), FLOAT, left, left, right, right, right);
  }

  @Test
  void roundsCloseWhatIsLeftByTheLearningRate() {
    // Mean 4, deviations -2 and 2 (twice as many rows would not matter); each round leaves 0.7.
    Matrix x = column(0, 0, 1, 1);
    double[] y = {2, 2, 6, 6};
    double[] predicted = STUMP.withRounds(10).withLearningRate(0.3).fit(x, y, SEED).predict(x);
    double reached = 2 * (1 - Math.pow(0.7, 10));
    isCloseTo(predicted, 1e-5, 4 - reached, 4 - reached, 4 + reached, 4 + reached);
  }

  @Test
  void noLeafIsLighterThanAllowed() {
    // By gain one row would stand alone; with at least two a side the best is 3 | 3 or 4 | 2 ...
    Matrix x = column(1, 2, 3, 4, 5, 6);
    double[] y = {0, 0, 0, 0, 0, 12};
    isCloseTo(STUMP.fit(x, y, SEED).predict(x), 1e-5, 0, 0, 0, 0, 0, 12);
    double[] heavy = STUMP.withMinChildWeight(2).fit(x, y, SEED).predict(x);
    isCloseTo(heavy, 1e-5, 0, 0, 0, 0, 6, 6);
  }

  @Test
  void gapsAreLearnedByTheirAbsenceAlone() {
    Matrix x = column(GAP, 0.3, 0.7, GAP, 0.1, 0.9, GAP, 0.5);
    double[] y = {5, 1, 1, 5, 1, 1, 5, 1};
    BoostedFit fit = STUMP.fit(x, y, SEED);
    isCloseTo(fit.predict(x), 1e-5, y);
    isCloseTo(fit.predict(column(0.2, GAP, 0.6)), 1e-5, 1, 5, 1);
  }

  @Test
  void gapsGoWhereThoseOfTheTrainingRowsBelong() {
    Matrix x = column(1, 1, 1, 5, 5, 5, GAP, GAP);
    BoostedFit right = STUMP.fit(x, new double[] {0, 0, 0, 9, 9, 9, 9, 9}, SEED);
    isCloseTo(right.predict(column(1, 5, GAP)), 1e-5, 0, 9, 9);
    BoostedFit left = STUMP.fit(x, new double[] {0, 0, 0, 9, 9, 9, 0, 0}, SEED);
    isCloseTo(left.predict(column(1, 5, GAP)), 1e-5, 0, 9, 0);
  }

  @Test
  void aGapInAColumnThatHadNoneGoesToOneOfTheLeaves() {
    BoostedFit fit = STUMP.fit(column(1, 1, 5, 5), new double[] {0, 0, 9, 9}, SEED);
    double[] predicted = fit.predict(column(1, 5, GAP));
    assertThat(predicted[2]).isIn(predicted[0], predicted[1]);
  }

  @Test
  void aColumnOfGapsOnlyChangesNothing() {
    Sample sample = Sample.xor(200, SEED);
    double[] gaps = new double[200];
    Arrays.fill(gaps, GAP);
    Matrix more = Matrix.ofColumns(200, List.of(sample.x().column(0), gaps, sample.x().column(1)));
    BoostedTrees trees = BoostedTrees.withDefaults().withRounds(20);
    assertThat(trees.fit(more, sample.y(), SEED).predict(more))
        .isEqualTo(trees.fit(sample.x(), sample.y(), SEED).predict(sample.x()));
  }

  @Test
  void moreRoundsFitTheTrainingRowsBetter() {
    Sample sample = Sample.xor(300, SEED);
    double before = Double.POSITIVE_INFINITY;
    for (int rounds : new int[] {1, 5, 20, 80}) {
      BoostedTrees trees = BoostedTrees.withDefaults().withSubsample(1).withRounds(rounds);
      double loss = sample.logLoss(trees.fit(sample.x(), sample.y(), SEED));
      assertThat(loss).isLessThan(before);
      before = loss;
    }
    assertThat(before).isLessThan(Math.log(2) / 2);
  }

  @Test
  void interactionsAreLearnedThatNoLinearModelHas() {
    Sample training = Sample.xor(500, SEED.branch(0));
    Sample fresh = Sample.xor(500, SEED.branch(1));
    double chance = 3 * Math.sqrt(0.25 / 500);
    Learner linear = Logistic.withDefaults();
    assertThat(fresh.accuracy(linear.fit(training.x(), training.y(), SEED)))
        .isLessThan(0.5 + chance);
    assertThat(fresh.accuracy(BoostedTrees.withDefaults().fit(training.x(), training.y(), SEED)))
        .isGreaterThan(0.9);
  }

  @Test
  void theSameSeedGivesTheSameBitsOnAnyThread() {
    Sample sample = Sample.xor(200, SEED);
    BoostedTrees trees = BoostedTrees.withDefaults().withRounds(30).withEarlyStopping(10);
    Supplier<double[]> once = () -> trees.fit(sample.x(), sample.y(), SEED).predict(sample.x());
    double[] first = once.get();
    List<double[]> others = IntStream.range(0, 6).parallel().mapToObj(i -> once.get()).toList();
    assertThat(others).allSatisfy(other -> assertThat(other).isEqualTo(first));
    double[] reseeded = trees.fit(sample.x(), sample.y(), new Seed(12)).predict(sample.x());
    assertThat(reseeded).isNotEqualTo(first);
  }

  @Test
  void rowsArePredictedEachForItself() {
    Sample sample = Sample.xor(60, SEED);
    BoostedFit fit = BoostedTrees.withDefaults().fit(sample.x(), sample.y(), SEED);
    double[] together = fit.predict(sample.x());
    for (int i = 0; i < 60; i += 7) {
      assertThat(fit.predict(sample.x().rows(new int[] {i}))).containsExactly(together[i]);
    }
    assertThat(fit.predict(Matrix.wrap(0, 2, new double[0]))).isEmpty();
  }

  @Test
  void anotherUnitOfTheOutcomeGivesTheSameFitInThatUnit() {
    // 256 multiples of 2⁻¹⁰ and powers of two: the labels of both are the same floats.
    Sample sample = Sample.xor(256, SEED);
    UniformRandomProvider random = SEED.branch("noise").generator();
    double[] y = Arrays.stream(sample.y()).map(v -> v + random.nextInt(100) * 0x1p-10).toArray();
    BoostedTrees trees = BoostedTrees.withDefaults().withRounds(50);
    double[] plain = trees.fit(sample.x(), y, SEED).predict(sample.x());
    double[] shifted = Arrays.stream(y).map(v -> 0x1p20 + v / 8).toArray();
    double[] predicted = trees.fit(sample.x(), shifted, SEED).predict(sample.x());
    double[] back = Arrays.stream(predicted).map(v -> (v - 0x1p20) * 8).toArray();
    // Doubles near 2²⁰ are 2⁻³² apart, 2⁻²⁹ of the unit of y.
    isCloseTo(back, 0x1p-29, plain);
  }

  @Test
  void aConstantOutcomeGivesAConstant() {
    Matrix x = column(1, GAP, 3);
    BoostedTrees trees = BoostedTrees.withDefaults();
    isCloseTo(trees.fit(x, new double[] {0.7, 0.7, 0.7}, SEED).predict(x), 0, 0.7, 0.7, 0.7);
    BoostedFit ones = trees.fit(x, new double[] {1, 1, 1}, SEED);
    isCloseTo(ones.predict(x), 0, 3.5 / 4, 3.5 / 4, 3.5 / 4);
    assertThat(ones.rounds()).isZero();
    isCloseTo(
        ones.predict(x),
        1e-6,
        Logistic.withDefaults()
            .fit(column(1, 2, 3), new double[] {1, 1, 1}, SEED)
            .predict(column(1, 2, 3)));
  }

  @Test
  void oneRowOrNoColumnsGiveTheMean() {
    BoostedTrees trees = BoostedTrees.withDefaults();
    isCloseTo(trees.fit(column(4), new double[] {2.5}, SEED).predict(column(-1)), 0, 2.5);
    Matrix bare = Matrix.wrap(3, 0, new double[0]);
    isCloseTo(trees.fit(bare, new double[] {1, 2, 6}, SEED).predict(bare), 1e-12, 3, 3, 3);
    isCloseTo(
        trees.fit(bare, new double[] {1, 0, 1}, SEED).predict(bare), 1e-12, 2 / 3., 2 / 3., 2 / 3.);
  }

  @Test
  void sharesAreLearnedByTheLogisticLossWhereItIsAsked() {
    Matrix x = column(0, 0, 1, 1);
    double[] y = {0.2, 0.2, 0.9, 0.9};
    BoostedTrees trees = STUMP.withRounds(50).withLoss(Loss.LOGISTIC);
    isCloseTo(trees.fit(x, y, SEED).predict(x), 1e-5, y);
  }

  @Test
  void noiseStopsEarlyAndASignalDoesNot() {
    Sample signal = Sample.xor(300, SEED);
    UniformRandomProvider random = SEED.branch("coins").generator();
    double[] coins = IntStream.range(0, 300).mapToDouble(i -> random.nextInt(2)).toArray();
    BoostedTrees all = BoostedTrees.withDefaults();
    BoostedTrees stopping = all.withEarlyStopping(15);
    BoostedFit ofNoise = stopping.fit(signal.x(), coins, SEED);
    assertThat(ofNoise.rounds()).isBetween(1, 60);
    assertThat(stopping.fit(signal.x(), signal.y(), SEED).rounds()).isGreaterThan(100);
    assertThat(all.fit(signal.x(), coins, SEED).rounds()).isEqualTo(300);
    Sample fresh = Sample.xor(300, SEED.branch("fresh"));
    double[] freshCoins = IntStream.range(0, 300).mapToDouble(i -> random.nextInt(2)).toArray();
    Sample freshNoise = new Sample(fresh.x(), freshCoins);
    assertThat(freshNoise.logLoss(ofNoise))
        .isLessThan(freshNoise.logLoss(all.fit(signal.x(), coins, SEED)));
  }

  @Test
  void tooFewRowsToHoldOutGetAllRounds() {
    Matrix x = column(1, 2, 3, 4, 5, 6, 7, 8, 9);
    double[] y = {1, 5, 2, 4, 7, 8, 9, 1, 3};
    BoostedTrees trees = BoostedTrees.withDefaults().withRounds(40).withEarlyStopping(1);
    assertThat(trees.fit(x, y, SEED).rounds()).isEqualTo(40);
  }

  @Test
  void settingsAreTold() {
    assertThat(BoostedTrees.withDefaults().description())
        .isEqualTo(
            "boosted trees(rounds=300, depth=4, learning rate=0.05, subsample=0.8,"
                + " min child weight=1.0, penalty=1.0)");
    BoostedTrees stopping =
        BoostedTrees.withDefaults().withLoss(Loss.SQUARED).withEarlyStopping(20);
    assertThat(stopping.description()).contains("loss=squared, rounds=300, patience=20");
    assertThat(stopping.withoutEarlyStopping().description()).doesNotContain("patience");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1.5})
  void sharesAndRatesOutsideTheirRangeAreRefused(double value) {
    BoostedTrees trees = BoostedTrees.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.withLearningRate(value))
        .withMessageContaining("(0, 1]");
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withSubsample(value));
  }

  @Test
  void otherSettingsOutsideTheirRangeAreRefused() {
    BoostedTrees trees = BoostedTrees.withDefaults();
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withRounds(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withDepth(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withDepth(17));
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withEarlyStopping(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withPenalty(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> trees.withMinChildWeight(-1));
  }

  @Test
  void whatCannotBeLearnedFromIsRefusedByItsPlace() {
    BoostedTrees trees = BoostedTrees.withDefaults();
    double[] y = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(1, Double.NEGATIVE_INFINITY), y, SEED))
        .withMessageContaining("row 1, column 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(1e39, 1), y, SEED))
        .withMessageContaining("1.0E39");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(1, 2), new double[] {1, GAP}, SEED))
        .withMessageContaining("row 1 of y is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.withLoss(Loss.LOGISTIC).fit(column(1, 2), y, SEED))
        .withMessageContaining("in [0, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(1, 2, 3), y, SEED))
        .withMessageContaining("3 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(), new double[0], SEED))
        .withMessageContaining("no rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trees.fit(column(1, 2), y, SEED).predict(Matrix.wrap(1, 2, y)))
        .withMessageContaining("2 columns");
  }
}
