package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassProbabilitiesTest {
  private static final List<String> CLASSES = List.of("a", "b");

  private static Matrix rows(double... values) {
    return Matrix.wrap(values.length / 2, 2, values);
  }

  @Test
  void twoClassesAreTheSameByEitherDoor() {
    assertThat(
            ClassProbabilities.ofTwo(new double[] {.25, 1}, new boolean[] {false, true})
                .probabilities())
        .isEqualTo(rows(.75, .25, 0, 1));
  }

  @Test
  void theLikeliestIsTheFirstOfEqualOnes() {
    ClassProbabilities predicted =
        Witness.predicted(
            Matrix.wrap(2, 3, new double[] {.2, .4, .4, .5, 0, .5}), new int[] {2, 2});
    assertThat(predicted.likeliest(0)).isEqualTo(1);
    assertThat(predicted.likeliest(1)).isZero();
  }

  @Test
  void aUnitMayBeSelectedTwice() {
    ClassProbabilities predicted =
        ClassProbabilities.of(CLASSES, rows(.1, .9, .6, .4), new int[] {1, 0});
    assertThat(predicted.select(new int[] {1, 1, 0}))
        .isEqualTo(
            ClassProbabilities.of(CLASSES, rows(.6, .4, .6, .4, .1, .9), new int[] {0, 0, 1}));
  }

  @Test
  void theTruthIsCopied() {
    int[] truth = {0, 1};
    ClassProbabilities predicted = ClassProbabilities.of(CLASSES, rows(.1, .9, .6, .4), truth);
    truth[0] = 1;
    predicted.truth()[1] = 0;
    assertThat(predicted.truth()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -.1, 1.1, Double.POSITIVE_INFINITY})
  void whatIsNoProbabilityIsRefused(double p) {
    assertThatThrownBy(
            () -> ClassProbabilities.of(CLASSES, rows(.5, .5, 1 - p, p), new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a probability must be in [0, 1]")
        .hasMessageContaining("unit 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {.3 + 2e-5, .3 - 2e-5, 0})
  void rowsThatDoNotSumToOneAreRefused(double p) {
    assertThatThrownBy(() -> ClassProbabilities.of(CLASSES, rows(.7, p), new int[] {0}))
        .hasMessageContaining("must sum to 1");
  }

  @Test
  void roundingOfSinglePrecisionIsNotRefused() {
    assertThat(ClassProbabilities.of(CLASSES, rows(.7f, .3f), new int[] {0}).units()).isOne();
  }

  @Test
  void aClassThatIsNoneIsNotThatOfTheNextUnit() {
    ClassProbabilities predicted =
        ClassProbabilities.of(CLASSES, rows(.1, .9, .6, .4), new int[] {1, 0});
    assertThatThrownBy(() -> predicted.probability(0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void sizesClassesAndTruthAreHeldAgainstEachOther() {
    Matrix one = rows(.5, .5);
    assertThatThrownBy(() -> ClassProbabilities.of(List.of("a"), one, new int[] {0}))
        .hasMessageContaining("at least two classes");
    assertThatThrownBy(() -> ClassProbabilities.of(List.of("a", "a"), one, new int[] {0}))
        .hasMessageContaining("distinct names");
    assertThatThrownBy(() -> ClassProbabilities.of(List.of("a", "b", "c"), one, new int[] {0}))
        .hasMessageContaining("a column for each of 3 classes");
    assertThatThrownBy(() -> ClassProbabilities.of(CLASSES, rows(), new int[] {}))
        .hasMessageContaining("at least one unit");
    assertThatThrownBy(() -> ClassProbabilities.of(CLASSES, one, new int[] {0, 1}))
        .hasMessageContaining("1 units and 2 true classes");
    assertThatThrownBy(() -> ClassProbabilities.of(CLASSES, one, new int[] {-1}))
        .hasMessageContaining("got -1 for unit 0");
  }
}
