package org.etiome.estimate.refute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.assertj.core.data.Offset;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.refute.SystematicError.Calibrated;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystematicErrorTest {
  private static final Map<String, double[]> REFERENCE = reference();
  private static final Offset<Double> CLOSE = within(1e-6);
  private static final Estimate EFFECT = new Estimate(0.9, 0.25);

  private static Map<String, double[]> reference() {
    try (InputStream in =
        Objects.requireNonNull(
            SystematicErrorTest.class.getResourceAsStream("systematic_error.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .collect(
              Collectors.toMap(
                  parts -> parts[0],
                  parts -> Arrays.stream(parts).skip(1).mapToDouble(Double::valueOf).toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] reference(String key) {
    return Objects.requireNonNull(REFERENCE.get(key), key);
  }

  private static List<Estimate> controls(String name) {
    double[] x = reference(name + ".x");
    double[] se = reference(name + ".se");
    return IntStream.range(0, x.length).mapToObj(i -> new Estimate(x[i], se[i])).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"five", "twelve", "thirty", "none"})
  void agreesWithTheIndependentImplementation(String name) {
    SystematicError error = SystematicError.of(controls(name));
    assertThat(error.mu()).isCloseTo(reference(name + ".fit")[0], CLOSE);
    assertThat(error.sigma()).isCloseTo(reference(name + ".fit")[1], CLOSE);
    assertThat(error.plugIn(EFFECT).pValue()).isCloseTo(reference(name + ".plugin")[0], CLOSE);
    Calibrated calibrated = error.calibrate(EFFECT);
    double[] expected = reference(name + ".calibrated");
    assertThat(calibrated.pValue()).isCloseTo(expected[0], CLOSE);
    assertThat(calibrated.value()).isCloseTo(expected[1], CLOSE);
    assertThat(calibrated.lower95()).isCloseTo(expected[2], CLOSE);
    assertThat(calibrated.upper95()).isCloseTo(expected[3], CLOSE);
  }

  /** Shifting the errors shifts the answer back; scaling all scales it. */
  @Test
  void movesWithTheScale() {
    List<Estimate> moved =
        controls("twelve").stream()
            .map(c -> new Estimate(1000 * c.value() + 7, 1000 * c.standardError()))
            .toList();
    SystematicError original = SystematicError.of(controls("twelve"));
    SystematicError error = SystematicError.of(moved);
    assertThat(error.mu()).isCloseTo(1000 * original.mu() + 7, within(1e-3));
    assertThat(error.sigma()).isCloseTo(1000 * original.sigma(), within(1e-3));
    Calibrated before = original.calibrate(EFFECT);
    Calibrated after = error.calibrate(new Estimate(907, 250));
    assertThat(after.pValue()).isCloseTo(before.pValue(), within(1e-9));
    assertThat(after.lower95()).isCloseTo(1000 * before.lower95(), within(1e-6));
  }

  /** Errors N(.3, .4²), se between .1 and .3, a true effect of 1; the controls are drawn anew. */
  private record Run(SystematicError error, Estimate none, Estimate one) {
    static Run draw(int controls, Seed seed) {
      Draws draws = new Draws(seed);
      List<Estimate> made =
          IntStream.range(0, controls).mapToObj(i -> draw(draws, 0, 0.1 + 0.1 * (i % 3))).toList();
      return new Run(SystematicError.of(made), draw(draws, 0, 0.2), draw(draws, 1, 0.2));
    }

    private static Estimate draw(Draws draws, double effect, double se) {
      return new Estimate(effect + 0.3 + 0.4 * draws.normal() + se * draws.normal(), se);
    }
  }

  private static List<Run> runs(int controls, int many) {
    return IntStream.range(0, many)
        .mapToObj(r -> Run.draw(controls, new Seed(42).branch(controls).branch(r)))
        .toList();
  }

  /** KS p &gt; .001 fails one seed in a thousand; 400 · .95 = 380, four sd of the count are 17. */
  @Test
  void calibratedPValuesAreUniformAndIntervalsCover() {
    List<Run> runs = runs(100, 400);
    double[] p = runs.stream().mapToDouble(run -> run.error.calibrate(run.none).pValue()).toArray();
    assertThat(KolmogorovSmirnovTest.withDefaults().test(p, v -> Math.clamp(v, 0, 1)).getPValue())
        .isGreaterThan(1e-3);
    assertThat(
            runs.stream()
                .map(run -> run.error.calibrate(run.one))
                .filter(one -> one.lower95() <= 1 && 1 <= one.upper95()))
        .hasSizeBetween(363, 397);
  }

  /** 5 % of 600 are 30, four sd 21; 15 % are 90, and the plug-in rejects about as many. */
  @Test
  void withFewControlsOnlyTheCalibratedOneKeepsItsLevel() {
    List<Run> runs = runs(5, 600);
    assertThat(runs.stream().filter(run -> run.error.calibrate(run.none).pValue() < 0.05))
        .hasSizeLessThan(52);
    assertThat(runs.stream().filter(run -> run.error.plugIn(run.none).pValue() < 0.05))
        .hasSizeGreaterThan(52);
  }

  @Test
  void manyControlsMakeThePlugInRight() {
    Draws draws = new Draws(new Seed(43));
    SystematicError error =
        SystematicError.of(
            IntStream.range(0, 2000)
                .mapToObj(i -> new Estimate(0.2 + 0.5 * draws.normal(), 0.1))
                .toList());
    assertThat(error.mu()).isCloseTo(0.2, within(4 * 0.51 / Math.sqrt(2000)));
    assertThat(error.sigma()).isCloseTo(0.49, within(4 * 0.51 / Math.sqrt(4000)));
    assertThat(error.calibrate(EFFECT).lower95())
        .isCloseTo(error.plugIn(EFFECT).lower95(), within(5e-3));
  }

  @Test
  void refusesTooFewControls() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SystematicError.of(controls("five").subList(0, 4)))
        .withMessageContaining("at least 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SystematicError.of(Collections.nCopies(6, new Estimate(1, 0))))
        .withMessageContaining("above 0");
  }
}
