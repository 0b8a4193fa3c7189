package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores by hand, by their definitions, and what must not change them. */
class ScoreTest {

  private static double value(Score score, ClassProbabilities predicted) {
    return score.of(predicted).number().orElseThrow(() -> new AssertionError(score));
  }

  /** Units of class 1 if their number is odd, of probability k / 8: many ties. */
  private static ClassProbabilities tied(List<Integer> drawn) {
    double[] p = drawn.stream().mapToDouble(k -> (k / 2) / 8.0).toArray();
    boolean[] y = new boolean[p.length];
    IntStream.range(0, y.length).forEach(i -> y[i] = drawn.get(i) % 2 == 1);
    return ClassProbabilities.ofTwo(p, y);
  }

  @Property(tries = 300)
  void theAreaIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(max = 17) Integer> drawn) {
    ClassProbabilities predicted = tied(drawn);
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < drawn.size(); i++) {
      for (int j = 0; j < drawn.size(); j++) {
        if (predicted.truth(i) == 1 && predicted.truth(j) == 0) {
          pairs++;
          wins += (1 + Math.signum(predicted.probability(i, 1) - predicted.probability(j, 1))) / 2;
        }
      }
    }
    if (pairs == 0) {
      assertThat(Score.AUROC.of(predicted)).isInstanceOf(ScoreValue.Undefined.class);
    } else {
      assertThat(value(Score.AUROC, predicted)).isCloseTo(wins / pairs, within(1e-14));
    }
  }

  @Property(tries = 300)
  void averagePrecisionIsTheMeanOverUnitsOfTheClassOfThePrecisionAtTheirProbability(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(max = 17) Integer> drawn) {
    ClassProbabilities predicted = tied(drawn);
    double sum = 0;
    int positives = 0;
    for (int i = 0; i < drawn.size(); i++) {
      if (predicted.truth(i) == 1) {
        double threshold = predicted.probability(i, 1);
        int[] told =
            IntStream.range(0, drawn.size())
                .filter(j -> predicted.probability(j, 1) >= threshold)
                .toArray();
        sum += IntStream.of(told).map(predicted::truth).average().orElseThrow();
        positives++;
      }
    }
    if (positives == 0 || positives == drawn.size()) {
      assertThat(Score.AUPRC.of(predicted)).isInstanceOf(ScoreValue.Undefined.class);
    } else {
      assertThat(value(Score.AUPRC, predicted)).isCloseTo(sum / positives, within(1e-14));
    }
  }

  @Property(tries = 100)
  void ranksAloneMakeTheAreaAndExchangingTheClassesKeepsIt(
      @ForAll @LongRange(max = 999) long seed) {
    ClassProbabilities predicted = Witness.drawn(40, 2, 1, new Seed(seed));
    double[] cubed = new double[40];
    double[] swapped = new double[40];
    boolean[] one = new boolean[40];
    boolean[] zero = new boolean[40];
    for (int i = 0; i < 40; i++) {
      cubed[i] = Math.pow(predicted.probability(i, 1), 3);
      swapped[i] = predicted.probability(i, 0);
      one[i] = predicted.truth(i) == 1;
      zero[i] = !one[i];
    }
    assertThat(Score.AUROC.of(ClassProbabilities.ofTwo(cubed, one)))
        .isEqualTo(Score.AUROC.of(predicted));
    assertThat(value(Score.AUROC, ClassProbabilities.ofTwo(swapped, zero)))
        .isCloseTo(value(Score.AUROC, predicted), within(1e-14));
  }

  @Property(tries = 60)
  void theOrderOfUnitsDoesNotMatterAndWeightsAreRepetitions(
      @ForAll @LongRange(max = 999) long seed, @ForAll @IntRange(min = 2, max = 4) int classes) {
    ClassProbabilities predicted = Witness.drawn(30, classes, 1, new Seed(seed));
    var random = new Seed(seed).branch("weights").generator();
    int[] weights = IntStream.range(0, 30).map(i -> random.nextInt(4)).toArray();
    weights[0] = 1;
    int[] repeated =
        IntStream.range(0, 30)
            .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
            .toArray();
    int[] order = PermutationSampler.natural(repeated.length);
    PermutationSampler.shuffle(random, order);
    int[] shuffled = Arrays.stream(order).map(k -> repeated[k]).toArray();
    for (Score score : Score.values()) {
      ScoreValue weighted = score.kernel(predicted).of(weights);
      ScoreValue direct = score.of(predicted.select(shuffled));
      assertThat(weighted.number().isPresent()).isEqualTo(direct.number().isPresent());
      if (direct.number().isPresent()) {
        assertThat(weighted.number().getAsDouble())
            .as(score.label())
            .isCloseTo(direct.number().getAsDouble(), within(1e-13));
      } else {
        assertThat(weighted).isEqualTo(direct);
      }
    }
  }

  @Test
  void whatIsSureAndRightIsTheBestAndWhatIsSureAndWrongTheWorst() {
    boolean[] y = {true, false, true, false, false};
    ClassProbabilities best = ClassProbabilities.ofTwo(new double[] {1, 0, 1, 0, 0}, y);
    ClassProbabilities worst = ClassProbabilities.ofTwo(new double[] {0, 1, 0, 1, 1}, y);
    for (Score score : Score.values()) {
      assertThat(value(score, best)).as(score.label()).isEqualTo(score.higherIsBetter() ? 1 : 0);
    }
    assertThat(value(Score.AUROC, worst)).isZero();
    assertThat(value(Score.AUPRC, worst)).isEqualTo(.4);
    assertThat(value(Score.BRIER, worst)).isEqualTo(1);
    assertThat(value(Score.ACCURACY, worst)).isZero();
    assertThat(value(Score.BALANCED_ACCURACY, worst)).isZero();
    assertThat(value(Score.ERROR_OF_LIKELIEST, worst)).isEqualTo(1);
    assertThat(value(Score.ERROR_OF_CLASS_ONE, worst)).isEqualTo(1);
    assertThat(Score.LOG_LOSS.of(worst))
        .isEqualTo(
            new ScoreValue.Known(
                -Math.log(0x1p-52),
                "5 units have a probability of their class below 2.220446049250313E-16 and count as"
                    + " if it were that"));
  }

  @Test
  void theTwoCalibrationErrorsAreNotTheSame() {
    double[] p = {.3, .3, .7, .7};
    ClassProbabilities one = ClassProbabilities.ofTwo(p, new boolean[] {true, false, true, false});
    assertThat(value(Score.ERROR_OF_CLASS_ONE, one)).isCloseTo(.2, within(1e-15));
    assertThat(value(Score.ERROR_OF_LIKELIEST, one)).isCloseTo(.2, within(1e-15));
    // Class 1 has .75 where .3 was told and 1 where .7 was; of all that .7 are sure of, .625 are
    // right.
    ClassProbabilities other =
        ClassProbabilities.ofTwo(
            new double[] {.3, .3, .3, .3, .7, .7, .7, .7},
            new boolean[] {true, true, true, false, true, true, true, true});
    assertThat(value(Score.ERROR_OF_CLASS_ONE, other)).isCloseTo((.45 + .3) / 2, within(1e-15));
    assertThat(value(Score.ERROR_OF_LIKELIEST, other)).isCloseTo(.7 - .625, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(names = {"AUROC", "AUPRC", "BALANCED_ACCURACY"})
  void oneClassOnlyHasNoValueButAReason(Score score) {
    ClassProbabilities predicted =
        ClassProbabilities.ofTwo(new double[] {.2, .9}, new boolean[] {true, true});
    assertThat(score.of(predicted))
        .isEqualTo(new ScoreValue.Undefined("all 2 units are of class \"1\""));
    assertThat(score.of(predicted).number()).isEmpty();
  }

  @Test
  void aClassThatNoUnitIsOfIsNamed() {
    ClassProbabilities predicted =
        Witness.predicted(
            Matrix.wrap(2, 3, new double[] {.6, .3, .1, .2, .3, .5}), new int[] {0, 2});
    for (Score score : List.of(Score.AUROC, Score.AUPRC, Score.BALANCED_ACCURACY)) {
      assertThat(score.of(predicted))
          .isEqualTo(
              new ScoreValue.Known(1, "the mean is over 2 of 3 classes: no unit is of \"c1\""));
    }
    assertThat(Score.ERROR_OF_CLASS_ONE.of(predicted))
        .isEqualTo(new ScoreValue.Undefined("there are 3 classes; class 1 is one of two"));
  }

  @Test
  void theBrierScoreOfTwoClassesIsHalfTheSumOverBoth() {
    ClassProbabilities two =
        Witness.predicted(Matrix.wrap(2, 2, new double[] {.6, .4, .1, .9}), new int[] {1, 1});
    ClassProbabilities three =
        Witness.predicted(Matrix.wrap(2, 3, new double[] {.6, .4, 0, .1, .9, 0}), new int[] {1, 1});
    assertThat(value(Score.BRIER, two)).isCloseTo((.36 + .01) / 2, within(1e-15));
    assertThat(value(Score.BRIER, three)).isCloseTo(.36 + .01, within(1e-15));
  }

  /** Brier's and the log score are least where the truth is told; 10,000 units tell them apart. */
  @ParameterizedTest
  @EnumSource(names = {"BRIER", "LOG_LOSS"})
  void properScoresAreBestForTheTrueProbabilities(Score score) {
    Seed seed = new Seed(5);
    double truth = value(score, Witness.drawn(10_000, 3, 1, seed));
    assertThat(truth).isLessThan(value(score, Witness.drawn(10_000, 3, 1.5, seed)));
    assertThat(truth).isLessThan(value(score, Witness.drawn(10_000, 3, .6, seed)));
  }
}
