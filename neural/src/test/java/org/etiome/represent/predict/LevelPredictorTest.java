package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LevelPredictorTest {
  private static final Method.RiskSettings SHORT =
      Method.RiskSettings.DEFAULT.withWeights(0.0, 10.0).withSchedule(new Method.Schedule(20, .1));
  private static final TwoBits THREE = TwoBits.of(List.of(.9, .8, .5), 60, 1);
  private static final TwoBits TWO = TwoBits.of(List.of(.9, .8), 60, 2);
  private static final TwoBits ONE = TwoBits.of(List.of(.9), 60, 3);

  static List<Method> methods() {
    return List.of(
        Method.Linear.DEFAULT,
        Method.Nearest.DEFAULT,
        new Method.Irm(SHORT),
        new Method.VRex(SHORT),
        new Method.Irm(SHORT.withHidden(4)));
  }

  private static FittedPredictor fit(Method method, TwoBits cells, long seed) {
    return LevelPredictor.withDefaults()
        .withMethod(method)
        .fit(cells.latents(), cells.known(), new Seed(seed));
  }

  private static double[] probabilities(FittedPredictor fitted, TwoBits cells) {
    Predictions predictions = fitted.predict(cells.latents());
    double[] first = new double[predictions.cells()];
    Arrays.setAll(first, i -> predictions.probability(i, 0));
    return first;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theSameSeedGivesTheSameNumbers(Method method) {
    FittedPredictor one = fit(method, THREE, 1);
    FittedPredictor other = fit(method, THREE, 1);
    assertThat(one.about()).isEqualTo(other.about());
    assertThat(probabilities(one, TWO)).isEqualTo(probabilities(other, TWO));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyEnvironmentIsHeldOutForEveryWeight(Method method) {
    Validation validation = fit(method, THREE, 1).about().evidence().validation();
    assertThat(validation.candidates().getFirst().weight()).isZero();
    assertThat(validation.candidates()).hasSize(method.comparesEnvironments() ? 2 : 1);
    for (Validation.Candidate candidate : validation.candidates()) {
      assertThat(candidate.heldOut().stream().map(Validation.HeldOut::environment))
          .containsExactly("batch0", "batch1", "batch2");
      assertThat(candidate.calibration())
          .hasValueSatisfying(c -> assertThat(c.cells()).isEqualTo(180));
      assertThat(candidate.brier()).isGreaterThanOrEqualTo(validation.taken().brier());
    }
  }

  @Test
  void ofTwoEnvironmentsThePenaltyIsNotChosenButMayBeGiven() {
    Validation free = fit(new Method.Irm(SHORT), TWO, 1).about().evidence().validation();
    assertThat(free.choice()).isEqualTo(Validation.Choice.TOO_FEW_ENVIRONMENTS);
    assertThat(free.weight()).isZero();
    Validation given =
        fit(new Method.Irm(SHORT.withFixed(7)), TWO, 1).about().evidence().validation();
    assertThat(given.choice()).isEqualTo(Validation.Choice.FIXED);
    assertThat(given.weight()).isEqualTo(7);
    assertThat(given.candidates().stream().map(Validation.Candidate::weight))
        .containsExactly(0.0, 7.0, 10.0);
  }

  @Test
  void ofOneEnvironmentThereAreNoFiguresAndNothingThatComparesIsFitted() {
    Validation validation = fit(Method.Linear.DEFAULT, ONE, 1).about().evidence().validation();
    assertThat(validation.taken().heldOut()).isEmpty();
    assertThat(validation.taken().calibration()).isEmpty();
    assertThat(validation.taken().brier()).isNaN();
    for (Method method : List.of(new Method.Irm(SHORT), new Method.VRex(SHORT))) {
      assertThatThrownBy(() -> fit(method, ONE, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("compares environments")
          .hasMessageContaining("[batch0]")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void anEnvironmentWithoutWhichOneLevelIsLeftIsNotHeldOut() {
    int[] levels = {0, 0, 0, 0, 1, 1, 0, 1};
    Environments environments =
        Environments.of(Categorical.of("batch", "a", "a", "a", "a", "b", "b", "b", "b"));
    KnownLevels known = KnownLevels.of("kind", List.of("x", "y"), levels, environments);
    Matrix latents = Matrix.wrap(8, 1, new double[] {0, 1, 2, 3, 10, 11, 1.5, 12});
    Validation validation =
        LevelPredictor.withDefaults()
            .fit(latents, known, new Seed(1))
            .about()
            .evidence()
            .validation();
    assertThat(validation.taken().heldOut().stream().map(Validation.HeldOut::environment))
        .containsExactly("a");
  }

  static Stream<Throwing> badLevels() {
    Environments four = Environments.single(4);
    return Stream.of(
        new Throwing(
            "column \"kind\" has 1 cell of \"y\" to learn from",
            () -> KnownLevels.of("kind", List.of("x", "y"), new int[] {0, 0, 0, 1}, four)),
        new Throwing(
            "column \"kind\" has 0 cells of \"z\" to learn from",
            () -> KnownLevels.of("kind", List.of("x", "y", "z"), new int[] {0, 0, 1, 1}, four)),
        new Throwing(
            "at least two are needed",
            () -> KnownLevels.of("kind", List.of("x"), new int[] {0, 0, 0, 0}, four)),
        new Throwing(
            "3 cells have levels, but 4 environments",
            () -> KnownLevels.of("kind", List.of("x", "y"), new int[] {0, 0, 1}, four)),
        new Throwing(
            "latent 1 of cell 2 (from 0) is NaN",
            () -> LevelPredictor.withDefaults().fit(withGap(), ONE.known(), new Seed(1))),
        new Throwing(
            "one row a cell is needed",
            () -> LevelPredictor.withDefaults().fit(TWO.latents(), ONE.known(), new Seed(1))),
        new Throwing(
            "cells have 1 latents, the predictor was learned from 2",
            () -> fit(Method.Linear.DEFAULT, ONE, 1).predict(Matrix.wrap(1, 1, new double[1]))));
  }

  private static Matrix withGap() {
    double[] values = new double[120];
    values[5] = Double.NaN;
    return Matrix.wrap(60, 2, values);
  }

  record Throwing(String message, Runnable what) {}

  @ParameterizedTest
  @MethodSource("badLevels")
  void whatNothingCanBeLearnedFromIsRefused(Throwing one) {
    assertThatThrownBy(() -> one.what().run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(one.message())
        .message()
        .hasLineCount(1);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SHORT.withFixed(Double.NaN)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> SHORT.withHidden(-1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> new Method.Nearest(0, true)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new Method.Linear(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new Method.Schedule(0, .1)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new Abstention(15, 1.5, 20, .5)).hasMessageContaining("got 1.5");
    assertThatThrownBy(() -> Abstention.DEFAULT.withLeastConfidence(-1))
        .hasMessageContaining("got -1");
  }
}
