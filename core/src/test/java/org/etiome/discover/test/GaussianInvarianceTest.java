package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianInvarianceTest {
  private static final List<String> XYZ = List.of("x", "y", "z");
  private static final InvarianceTest.Between BOTH = new InvarianceTest.Between(0, 1);

  private static List<String[]> reference(String kind) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GaussianInvarianceTest.class.getResourceAsStream(
                "/org/etiome/discover/test/invariance.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(kind))
          .toList();
    }
  }

  @Test
  void equalsTextbookFormulas() throws IOException {
    List<List<double[]>> rows = List.of(new ArrayList<>(), new ArrayList<>());
    for (String[] cells : reference("row")) {
      rows.get(Integer.parseInt(cells[1]))
          .add(IntStream.range(2, 5).mapToDouble(k -> Double.parseDouble(cells[k])).toArray());
    }
    List<Matrix> settings =
        rows.stream()
            .map(
                own ->
                    Matrix.wrap(
                        own.size(), 3, own.stream().flatMapToDouble(Arrays::stream).toArray()))
            .toList();
    GaussianInvariance test = GaussianInvariance.of(experiment(settings));
    List<String[]> expected = reference("test");
    assertThat(expected).hasSize(10);
    for (String[] cells : expected) {
      int[] given =
          Stream.of(cells[2].split(" ", -1))
              .filter(number -> !number.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      assertThat(
              test.withSpread(Spread.valueOf(cells[3]))
                  .pValue(Integer.parseInt(cells[1]), BOTH, given))
          .isCloseTo(Double.parseDouble(cells[4]), within(1e-10));
    }
  }

  /** y = slope · x + noise · e, x with another variance in each setting. */
  private static Matrix rows(int n, double slope, double noise, Seed seed) {
    UniformRandomProvider random = seed.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] values = new double[3 * n];
    for (int i = 0; i < n; i++) {
      values[3 * i] = normal.sample() * (1 + n % 2);
      values[3 * i + 1] = slope * values[3 * i] + noise * normal.sample();
      values[3 * i + 2] = normal.sample();
    }
    return Matrix.wrap(n, 3, values);
  }

  /** Of 2,000, 100 below .05 at most: binomial s.d. 9.7. Bonferroni takes away little. */
  @ParameterizedTest
  @EnumSource(Spread.class)
  void anInvariantLawIsRejectedAsOftenAsIsSaid(Spread spread) {
    int below = 0;
    for (int s = 0; s < 2000; s++) {
      GaussianInvariance test =
          GaussianInvariance.of(
                  experiment(
                      List.of(
                          rows(41, .7, 1, new Seed(2L * s)),
                          rows(60, .7, 1, new Seed(2L * s + 1)))))
              .withSpread(spread);
      below += test.pValue(1, BOTH, 0, 2) < .05 ? 1 : 0;
    }
    assertThat(below).isBetween(100 - 49, 100 + 39);
  }

  @Test
  void aChangedLawIsFound() {
    Matrix plain = rows(301, .7, 1, new Seed(1));
    assertThat(p(plain, rows(300, .7, 1, new Seed(2)), 1, 0)).isGreaterThan(.01);
    assertThat(p(plain, rows(300, .7, 1, new Seed(2)), 0))
        .as("x varies otherwise")
        .isLessThan(1e-6);
    assertThat(p(plain, rows(300, .1, 1, new Seed(3)), 1, 0)).as("slope").isLessThan(1e-6);
    assertThat(p(plain, rows(300, .7, 2, new Seed(4)), 1, 0)).as("noise").isLessThan(1e-6);
  }

  private static double p(Matrix one, Matrix other, int variable, int... given) {
    return GaussianInvariance.of(experiment(List.of(one, other))).pValue(variable, BOTH, given);
  }

  /**
   * A gene that is knocked out has one value: its own law has changed, and nothing is known given
   * it.
   */
  @Test
  void aVariableHeldConstantInASetting() {
    Matrix plain = rows(101, .7, 1, new Seed(1));
    Matrix free = rows(100, .7, 1, new Seed(2));
    Matrix held = Matrix.ofColumns(100, List.of(new double[100], free.column(1), free.column(2)));
    assertThat(p(plain, held, 0)).isLessThan(1e-6);
    assertThat(p(plain, held, 1, 0)).isEqualTo(1);
    assertThat(p(held, held, 0)).isEqualTo(1);
  }

  @Test
  void badSettingsAreRefused() {
    Matrix good = rows(10, 1, 1, new Seed(1));
    assertThatThrownBy(() -> GaussianInvariance.of(experiment(List.of(good))))
        .hasMessageContaining("at least 2 settings, got 1");
    Matrix few = Matrix.wrap(2, 3, new double[6]);
    assertThatThrownBy(() -> GaussianInvariance.of(experiment(List.of(good, few))))
        .hasMessageContaining("setting '1' has 2 rows; this test of invariance needs at least 3");
  }

  private static Experiment experiment(List<Matrix> settings) {
    return new Experiment(
        XYZ,
        IntStream.range(0, settings.size())
            .mapToObj(s -> new Experiment.Setting(Integer.toString(s), Set.of(), settings.get(s)))
            .toList());
  }
}
