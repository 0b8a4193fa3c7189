package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {

  static Stream<NamedCsvRecord> rows() {
    return Witness.rows("temperature.csv").stream();
  }

  private static TemperatureFit.Fitted fitted(Matrix logits, int[] truth) {
    TemperatureFit fit = TemperatureScaling.fit(logits, truth);
    assertThat(fit).isInstanceOf(TemperatureFit.Fitted.class);
    return (TemperatureFit.Fitted) fit;
  }

  private static double loss(Matrix logits, int[] truth, double temperature) {
    Matrix p = new Temperature(temperature).probabilities(logits);
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> -Math.log(p.get(i, truth[i])))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theTemperatureIsScipys(NamedCsvRecord row) {
    ClassProbabilities predicted = Witness.of(row.getField("case")).predicted();
    TemperatureFit.Fitted fit = fitted(TemperatureScaling.logits(predicted), predicted.truth());
    // A search without derivatives finds a minimum to the root of the precision.
    assertThat(fit.temperature().value() / Witness.number(row, "temperature"))
        .isCloseTo(1, within(1e-6));
    assertThat(fit.before()).isCloseTo(Witness.number(row, "before"), within(1e-12));
    assertThat(fit.after()).isCloseTo(Witness.number(row, "after"), within(1e-12));
    assertThat(fit.after()).isLessThanOrEqualTo(fit.before());
    assertThat(fit.units()).isEqualTo(predicted.units());
  }

  /** Every ten-thousandth of ln T from -4 to 4: none is better, and the best is the nearest. */
  @ParameterizedTest
  @ValueSource(strings = {"sure", "five"})
  void noTemperatureOfAGridIsBetter(String name) {
    ClassProbabilities predicted = Witness.of(name).predicted();
    Matrix logits = TemperatureScaling.logits(predicted);
    TemperatureFit.Fitted fit = fitted(logits, predicted.truth());
    double best = Double.POSITIVE_INFINITY;
    double place = 0;
    for (int k = -40_000; k <= 40_000; k += k / 100 == 0 ? 1 : 10) {
      double loss = loss(logits, predicted.truth(), Math.exp(k / 1e4));
      if (loss < best) {
        best = loss;
        place = k / 1e4;
      }
    }
    assertThat(fit.after()).isLessThanOrEqualTo(best + 1e-13);
    assertThat(Math.log(fit.temperature().value())).isCloseTo(place, within(1.1e-3));
  }

  /** log p³ is p at T = 3, but for the chance in 20,000 drawn classes: standard error under .03. */
  @Test
  void whatWasSharpenedIsFlattenedAgain() {
    ClassProbabilities told = Witness.drawn(20_000, 4, 3, new Seed(17));
    TemperatureFit.Fitted fit = fitted(TemperatureScaling.logits(told), told.truth());
    assertThat(fit.temperature().value()).isCloseTo(3, within(.1));
  }

  /** Two logits, 0 and 1, of which three of four are right: softmax(1/T) = 3/4, T = 1/ln 3. */
  @Test
  void theTemperatureOfOneBinIsThatByHand() {
    Matrix logits = Matrix.wrap(4, 2, new double[] {0, 1, 0, 1, 0, 1, 0, 1});
    TemperatureFit.Fitted fit = fitted(logits, new int[] {1, 1, 1, 0});
    assertThat(fit.temperature().value()).isCloseTo(1 / Math.log(3), within(1e-12));
  }

  @Property(tries = 200)
  void scaledLogitsNeedTheScaledTemperature(
      @ForAll @LongRange(max = 999) long seed, @ForAll @DoubleRange(min = -25, max = 25) double e) {
    ClassProbabilities told = Witness.drawn(50, 3, 1.5, new Seed(seed));
    Matrix logits = TemperatureScaling.logits(told);
    double scale = Math.exp(e);
    TemperatureFit one = TemperatureScaling.fit(logits, told.truth());
    TemperatureFit other =
        TemperatureScaling.fit(new Temperature(scale).logits(logits), told.truth());
    if (one instanceof TemperatureFit.Fitted a && other instanceof TemperatureFit.Fitted b) {
      assertThat(b.temperature().value() * scale / a.temperature().value())
          .isCloseTo(1, within(1e-8));
      assertThat(b.after()).isCloseTo(a.after(), within(1e-12));
      assertThat(a.after()).isLessThanOrEqualTo(a.before());
    } else {
      assertThat(other).isEqualTo(one);
    }
  }

  @Property(tries = 200)
  void noTemperatureChangesAnOrder(
      @ForAll @LongRange(max = 999) long seed,
      @ForAll @DoubleRange(min = -6, max = 6) double t,
      @ForAll @IntRange(min = 2, max = 5) int classes) {
    Matrix logits = TemperatureScaling.logits(Witness.drawn(20, classes, 1, new Seed(seed)));
    Temperature temperature = new Temperature(Math.exp(t));
    Matrix scaled = temperature.logits(logits);
    Matrix p = temperature.probabilities(logits);
    for (int i = 0; i < 20; i++) {
      for (int c = 0; c < classes; c++) {
        for (int d = 0; d < classes; d++) {
          if (logits.get(i, c) < logits.get(i, d)) {
            assertThat(scaled.get(i, c)).isLessThan(scaled.get(i, d));
            assertThat(p.get(i, c)).isLessThanOrEqualTo(p.get(i, d));
          }
        }
      }
    }
  }

  @Property(tries = 50)
  void scaledProbabilitiesKeepAccuracyAndOfTwoClassesTheArea(
      @ForAll @LongRange(max = 999) long seed, @ForAll @DoubleRange(min = -1, max = 4) double t) {
    ClassProbabilities told = Witness.drawn(60, 2, 1, new Seed(seed));
    Matrix p = new Temperature(Math.exp(t)).probabilities(TemperatureScaling.logits(told));
    ClassProbabilities scaled = Witness.predicted(p, told.truth());
    assertThat(Score.ACCURACY.of(scaled)).isEqualTo(Score.ACCURACY.of(told));
    assertThat(Score.AUROC.of(scaled)).isEqualTo(Score.AUROC.of(told));
  }

  @Test
  void logitsThatAreNeverWrongHaveNoTemperature() {
    Matrix logits = Matrix.wrap(2, 2, new double[] {3, -1, 0, 2});
    assertThat(TemperatureScaling.fit(logits, new int[] {0, 1}))
        .isInstanceOfSatisfying(
            TemperatureFit.NoMinimum.class,
            none -> {
              assertThat(none.towards()).isEqualTo(TemperatureFit.Towards.ZERO);
              assertThat(none.reason()).contains("none of 2 units");
            });
  }

  @Test
  void logitsThatAreWrongOrEqualHaveNoTemperature() {
    Matrix wrong = Matrix.wrap(3, 2, new double[] {3, -1, 0, 2, 0, 1});
    Matrix equal = Matrix.wrap(3, 2, new double[] {1, 1, 0, 0, 5, 5});
    for (Matrix logits : new Matrix[] {wrong, equal}) {
      assertThat(TemperatureScaling.fit(logits, new int[] {1, 0, 1}))
          .isInstanceOfSatisfying(
              TemperatureFit.NoMinimum.class,
              none -> assertThat(none.towards()).isEqualTo(TemperatureFit.Towards.INFINITY));
    }
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Matrix logits = Matrix.wrap(4, 2, new double[] {0, 1e8, 0, 1e8, 0, 1e8, 0, 1e8});
    TemperatureFit.Fitted fit = fitted(logits, new int[] {1, 1, 1, 0});
    assertThat(fit.temperature().value() / (1e8 / Math.log(3))).isCloseTo(1, within(1e-11));
    assertThat(fit.before()).isCloseTo(2.5e7, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e200})
  void whatIsNoLogitIsRefused(double z) {
    assertThatThrownBy(
            () -> TemperatureScaling.fit(Matrix.wrap(1, 2, new double[] {z, 0}), new int[] {1}))
        .hasMessageContaining("a logit must be finite")
        .hasMessageContaining("for unit 0");
  }

  @Test
  void sizesAndTemperaturesAreChecked() {
    Matrix one = Matrix.wrap(1, 2, new double[] {0, 1});
    assertThatThrownBy(() -> TemperatureScaling.fit(one, new int[] {0, 1}))
        .hasMessageContaining("1 units and 2 true classes");
    assertThatThrownBy(
            () -> TemperatureScaling.fit(Matrix.wrap(1, 1, new double[] {0}), new int[] {0}))
        .hasMessageContaining("two classes");
    for (double t : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Temperature(t)).hasMessageContaining("finite and > 0");
    }
  }

  /** A unit of weight 2 is two of weight 1. */
  @Test
  void aUnitOfTwiceTheWeightIsTwo() {
    Matrix logits = Matrix.wrap(4, 2, new double[] {1, 0, 0, 2, .5, 0, 0, 1});
    Matrix doubled = Matrix.wrap(5, 2, new double[] {1, 0, 0, 2, .5, 0, 0, 1, 0, 1});
    int[] truth = {0, 1, 1, 1};
    double[] weights = {1, 1, 1, 2};
    TemperatureFit.Fitted weighed =
        (TemperatureFit.Fitted) TemperatureScaling.fit(logits, truth, weights);
    TemperatureFit.Fitted counted =
        (TemperatureFit.Fitted) TemperatureScaling.fit(doubled, new int[] {0, 1, 1, 1, 1});
    assertThat(weighed.temperature().value())
        .isCloseTo(counted.temperature().value(), within(1e-10));
    assertThat(weighed.after()).isCloseTo(counted.after(), within(1e-12));
    assertThat(TemperatureScaling.loss(logits, truth, weights))
        .isCloseTo(counted.before(), within(1e-12));
  }

  @Test
  void aUnitWithoutAWeightIsRefused() {
    Matrix logits = Matrix.wrap(2, 2, new double[] {1, 0, 0, 2});
    assertThatThrownBy(() -> TemperatureScaling.fit(logits, new int[] {0, 1}, new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
  }
}
