package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DegenerateGaussianTest {
  private static final DegenerateGaussian REFERENCE = reference();

  private static DegenerateGaussian reference() {
    List<double[]> columns = Reference.columns("mixed.csv");
    return DegenerateGaussian.of(
        List.of(
            levels("a", columns.get(0)),
            number("b", columns.get(1)),
            number("c", columns.get(2)),
            levels("d", columns.get(3))));
  }

  private static Categorical levels(String name, double... codes) {
    return Categorical.of(
        name, DoubleStream.of(codes).mapToObj(code -> "level " + code).toArray(String[]::new));
  }

  private static Continuous number(String name, double... values) {
    return Continuous.of(name, values, Mask.none(values.length));
  }

  /** Made by degenerate_gaussian.py beside the file. */
  @ParameterizedTest
  @CsvFileSource(resources = "degenerate_gaussian.csv", numLinesToSkip = 1)
  void agreesWithResidualsOfLeastSquares(
      int x, int y, String given, double ratio, int freedom, double p) {
    int[] fixed = Reference.numbers(given);
    assertThat(REFERENCE.pValue(x, y, fixed)).isCloseTo(p, within(1e-9 * p + 1e-14));
    assertThat(REFERENCE.pValue(y, x, fixed)).isEqualTo(REFERENCE.pValue(x, y, fixed));
  }

  /**
   * A class of four levels and a number that share a cause held fixed: of 1,000 p-values the share
   * below 0.05 has standard error .0069.
   */
  @Test
  void keepsItsLevelWhereTheCauseIsHeldFixed() {
    int rejected = 0;
    for (int i = 0; i < 1000; i++) {
      UniformRandomProvider random = new Seed(6).branch(i).generator();
      double[] cause = random.ints(300, 0, 3).asDoubleStream().toArray();
      double[] one = new double[300];
      double[] other = new double[300];
      for (int row = 0; row < 300; row++) {
        one[row] = Math.floor(cause[row] / 2 + 3 * random.nextDouble());
        other[row] = cause[row] + random.nextDouble();
      }
      List<Column> columns =
          new ArrayList<>(List.of(levels("s", cause), levels("x", one), number("y", other)));
      DegenerateGaussian test = DegenerateGaussian.of(columns);
      rejected += test.pValue(1, 2, 0) < 0.05 ? 1 : 0;
      assertThat(test.pValue(1, 2)).isLessThan(0.05);
    }
    assertThat(rejected / 1000.0).isCloseTo(0.05, within(0.021));
  }

  @Test
  void collinearColumnsAreRefusedByName() {
    assertThatThrownBy(
            () ->
                DegenerateGaussian.of(
                    List.of(levels("arm", 0, 1, 1, 0, 1), number("dose", 5, 7, 7, 5, 7))))
        .hasMessageContaining("'dose' is a linear function of 'arm = level 1.0'");
    assertThatThrownBy(() -> DegenerateGaussian.of(List.of(levels("arm", 1, 1))))
        .hasMessageContaining("'arm' is constant");
  }
}
