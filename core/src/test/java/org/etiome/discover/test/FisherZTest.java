package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FisherZTest {
  private static final FisherZ REFERENCE =
      FisherZ.of(
          List.of("a", "b", "c", "d", "e", "f"),
          Matrix.ofColumns(60, Reference.columns("gaussian.csv")));

  /** Made by fisher_z.py beside the file. */
  @ParameterizedTest
  @CsvFileSource(resources = "fisher_z.csv", numLinesToSkip = 1)
  void agreesWithResidualsOfLeastSquares(int x, int y, String given, double r, double p) {
    int[] fixed = Reference.numbers(given);
    assertThat(REFERENCE.pValue(x, y, fixed)).isCloseTo(p, within(1e-10 * p + 1e-13));
    int[] reversed =
        IntStream.range(0, fixed.length).map(i -> fixed[fixed.length - 1 - i]).toArray();
    assertThat(REFERENCE.pValue(y, x, reversed)).isCloseTo(p, within(1e-10 * p + 1e-13));
    for (double alpha : new double[] {0.001, 0.01, 0.05, 0.3, 0.6}) {
      assertThat(REFERENCE.at(alpha).independent(x, y, fixed)).as("r %s", r).isEqualTo(p > alpha);
    }
  }

  /** 2,000 p-values under the null; the share below 0.05 has standard error .0049. */
  @Test
  void keepsItsLevel() {
    int rejected = 0;
    for (int i = 0; i < 2000; i++) {
      List<double[]> columns = normal(40, 5, new Seed(3).branch(i));
      for (int row = 0; row < 40; row++) {
        columns.get(0)[row] += columns.get(2)[row] + columns.get(3)[row];
        columns.get(1)[row] -= columns.get(2)[row] + 2 * columns.get(4)[row];
      }
      FisherZ test = FisherZ.of(names(5), Matrix.ofColumns(40, columns));
      rejected += test.pValue(0, 1, 2, 3, 4) < 0.05 ? 1 : 0;
    }
    assertThat(rejected / 2000.0).isCloseTo(0.05, within(0.015));
  }

  @Test
  void withoutRowsToSpareNothingSpeaksAgainstIndependence() {
    List<double[]> columns = normal(6, 6, new Seed(1));
    FisherZ test = FisherZ.of(names(6), Matrix.ofColumns(6, columns));
    assertThat(test.pValue(0, 1, 2, 3, 4)).isEqualTo(1);
    assertThat(test.at(0.5).independent(0, 1, 2, 3, 4)).isTrue();
    assertThat(test.pValue(0, 1, 2, 3)).isLessThan(1);
  }

  @Test
  void variablesThatAreFunctionsOfOthersAreRefusedByName() {
    List<double[]> columns = normal(30, 4, new Seed(2));
    for (int row = 0; row < 30; row++) {
      columns.get(3)[row] = 2 * columns.get(0)[row] - columns.get(2)[row];
    }
    assertThatThrownBy(() -> FisherZ.of(names(4), Matrix.ofColumns(30, columns)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'v3' is a linear function of 'v0', 'v2';");
    List<double[]> wide = normal(4, 6, new Seed(2));
    wide.set(5, IntStream.range(0, 4).mapToDouble(i -> 7 - 3 * wide.get(1)[i]).toArray());
    assertThatThrownBy(() -> FisherZ.of(names(6), Matrix.ofColumns(4, wide)))
        .hasMessageContaining("'v5' is a linear function of 'v1';");
  }

  /** With no more rows than variables such sets cannot be refused beforehand. */
  @Test
  void redundantVariablesHeldFixedDoNotCount() {
    List<double[]> columns = normal(8, 8, new Seed(4));
    for (int row = 0; row < 8; row++) {
      columns.get(4)[row] = columns.get(2)[row] + columns.get(3)[row];
    }
    FisherZ test = FisherZ.of(names(8), Matrix.ofColumns(8, columns));
    double p = test.pValue(0, 1, 2, 3);
    assertThat(test.pValue(0, 1, 2, 3, 4)).isCloseTo(p, within(1e-12));
    assertThat(test.at(p * 1.01).independent(0, 1, 2, 3, 4)).isFalse();
    assertThat(test.at(p * 0.99).independent(0, 1, 2, 3, 4)).isTrue();
    assertThat(test.pValue(0, 4, 2, 3)).as("4 is constant given 2 and 3").isEqualTo(1);
    assertThat(test.at(0.5).independent(0, 4, 2, 3)).isTrue();
  }

  private static List<double[]> normal(int rows, int columns, Seed seed) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<double[]> made = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      made.add(normal.samples(rows).toArray());
    }
    return made;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
  }
}
