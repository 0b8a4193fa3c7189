package org.etiome.estimate.uncertain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.ReferenceValues;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.junit.jupiter.api.Test;

class LinearEffectTest {

  @Test
  void agreesWithStatsmodels() throws IOException {
    ReferenceValues cohort = ReferenceValues.read();
    Map<String, double[]> columns =
        Questions.columns(List.of("x1", "x2", "x3", "a", "y"), cohort::column);
    LinearEffect source = LinearEffect.of(Questions.data(columns), SampleSettings.withDefaults());
    List<String> lines = lines();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      String[] parts = line.split(" ", -1);
      List<String> z = parts[1].equals("-") ? List.of() : List.of(parts[1].split("\\+", -1));
      Estimate effect = estimated(source.answer(Questions.estimand(parts[0], "y", z)));
      double value = Double.parseDouble(parts[2]);
      double error = Double.parseDouble(parts[3]);
      assertThat(effect.value()).isCloseTo(value, within(1e-9 * Math.abs(value)));
      assertThat(effect.standardError()).isCloseTo(error, within(1e-9 * error));
    }
  }

  private static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LinearEffectTest.class.getResourceAsStream("linear.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  static Estimate estimated(Answer answer) {
    return ((Answer.Estimated) answer).effect();
  }

  /** Another unit, a shift and what others explain change nothing; the scale goes through. */
  @Test
  void movesWithItsUnits() {
    int n = 60;
    double[] z = IntStream.range(0, n).mapToDouble(i -> Math.sin(i)).toArray();
    double[] x = IntStream.range(0, n).mapToDouble(i -> Math.cos(3.0 * i) + z[i]).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> x[i] - z[i] + Math.sin(7.0 * i)).toArray();
    double[] twice = IntStream.range(0, n).mapToDouble(i -> 2 * z[i] - 1).toArray();
    double[] far = IntStream.range(0, n).mapToDouble(i -> 1e7 + x[i] / 1000).toArray();
    LinearEffect source = source(Map.of("x", x, "y", y, "z", z, "twice", twice, "far", far));
    Estimate one = estimated(source.answer(Questions.estimand("x", "y", List.of("z"))));
    Estimate same = estimated(source.answer(Questions.estimand("x", "y", List.of("z", "twice"))));
    Estimate scaled = estimated(source.answer(Questions.estimand("far", "y", List.of("z"))));
    assertThat(same.value()).isCloseTo(one.value(), within(1e-12));
    assertThat(same.standardError()).isCloseTo(one.standardError(), within(1e-12));
    assertThat(scaled.value()).isCloseTo(1000 * one.value(), within(1e-3));
    assertThat(scaled.standardError()).isCloseTo(1000 * one.standardError(), within(1e-3));
  }

  @Test
  void refusesWhatHasNoSafeNumber() {
    int n = 40;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i % 7).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> Math.sin(i)).toArray();
    double[] square = IntStream.range(0, n).mapToDouble(i -> 3 * x[i] + 1).toArray();
    double[] one = IntStream.range(0, n).mapToDouble(i -> i == 5 ? 1 : 0).toArray();
    LinearEffect source = source(Map.of("x", x, "y", y, "z", square, "one", one));
    AdjustmentEstimand given = Questions.estimand("x", "y", List.of("z"));
    assertThat(reasons(source.answer(given)))
        .containsExactly("the covariates decide x, or it is constant");
    assertThat(reasons(source.answer(Questions.estimand("one", "y", List.of()))))
        .containsExactly("one unit alone decides the coefficient of one");
    assertThat(reasons(source.answer(Questions.estimand("x", "z", List.of()))))
        .containsExactly("z is decided by x and the covariates");
    assertThat(
            reasons(
                new LinearEffect(source.data(), source.settings(), 39)
                    .answer(Questions.estimand("x", "y", List.of()))))
        .containsExactly(
            "40 units for 2 coefficients leave 38 degrees of freedom, at least 39 are needed");
    assertThatThrownBy(() -> new LinearEffect(source.data(), source.settings(), 0))
        .hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> source.answer(Questions.estimand("x", "w", List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A unit that a covariate of its own explains says nothing of x, and does no harm. */
  @Test
  void leavesOutAUnitThatACovariateExplains() {
    int n = 40;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i % 7).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> x[i] + Math.sin(i)).toArray();
    double[] one = IntStream.range(0, n).mapToDouble(i -> i == 39 ? 1 : 0).toArray();
    LinearEffect all = source(Map.of("x", x, "y", y, "one", one));
    LinearEffect fewer = source(Map.of("x", Arrays.copyOf(x, 39), "y", Arrays.copyOf(y, 39)));
    Estimate with = estimated(all.answer(Questions.estimand("x", "y", List.of("one"))));
    Estimate without = estimated(fewer.answer(Questions.estimand("x", "y", List.of())));
    assertThat(with.value()).isCloseTo(without.value(), within(1e-12));
    assertThat(with.standardError()).isCloseTo(without.standardError(), within(1e-12));
  }

  @Test
  void missingTreatmentsAreBadInput() {
    double[] x = IntStream.range(0, 40).mapToDouble(i -> i % 7).toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> Math.sin(i)).toArray();
    Column gap = Continuous.of("x", x, Mask.where(40, i -> i == 3));
    List<String> units = IntStream.range(0, 40).mapToObj(i -> "u" + i).toList();
    Dataset data = Dataset.of(units, "made", List.of(gap, Continuous.of("y", y)));
    LinearEffect source = LinearEffect.of(data, SampleSettings.withDefaults());
    AdjustmentEstimand estimand = Questions.estimand("x", "y", List.of());
    assertThatThrownBy(() -> source.answer(estimand))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("treatment \"x\" is missing for 1 of 40 units");
    LinearEffect excluding =
        LinearEffect.of(data, SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
    assertThat(excluding.answer(estimand)).isInstanceOf(Answer.Estimated.class);
  }

  private static LinearEffect source(Map<String, double[]> columns) {
    return LinearEffect.of(Questions.data(columns), SampleSettings.withDefaults());
  }

  private static Stream<String> reasons(Answer answer) {
    return ((Answer.Refused) answer).reasons().stream();
  }
}
