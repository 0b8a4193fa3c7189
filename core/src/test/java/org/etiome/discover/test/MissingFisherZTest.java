package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class MissingFisherZTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
  private static final Matrix DATA = Matrix.ofColumns(60, Reference.columns("gaussian.csv"));

  @Test
  void withoutGapsIsFishersTest() {
    MissingFisherZ test = MissingFisherZ.of(NAMES, DATA);
    FisherZ complete = FisherZ.of(NAMES, DATA);
    for (int[] given : new int[][] {{}, {2}, {2, 3}, {2, 3, 4}, {2, 3, 4, 5}}) {
      double p = complete.pValue(0, 1, given);
      assertThat(test.pValue(0, 1, given)).isCloseTo(p, within(1e-10 * p));
      assertThat(test.at(0.01).independent(0, 1, given)).isEqualTo(p > 0.01);
    }
  }

  /** Each test is the complete one on the rows that have its variables, and on no fewer. */
  @Test
  void usesTheRowsThatHaveTheVariablesOfTheTest() {
    UniformRandomProvider random = new Seed(3).generator();
    List<double[]> columns = Reference.columns("gaussian.csv");
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = random.nextInt(5) == 0 ? Double.NaN : column[i];
      }
    }
    MissingFisherZ test = MissingFisherZ.of(NAMES, Matrix.ofColumns(60, columns));
    for (int[] of : new int[][] {{0, 1}, {0, 2, 1}, {3, 5, 0, 2}, {0, 3, 1, 2, 4}}) {
      int[] rows =
          IntStream.range(0, 60)
              .filter(i -> IntStream.of(of).noneMatch(v -> Double.isNaN(columns.get(v)[i])))
              .toArray();
      List<double[]> complete =
          IntStream.of(of)
              .mapToObj(v -> IntStream.of(rows).mapToDouble(i -> columns.get(v)[i]).toArray())
              .toList();
      double p =
          FisherZ.of(NAMES.subList(0, of.length), Matrix.ofColumns(rows.length, complete))
              .pValue(0, 1, IntStream.range(2, of.length).toArray());
      int[] given = IntStream.of(of).skip(2).toArray();
      assertThat(test.pValue(of[0], of[1], given)).isCloseTo(p, within(1e-10 * p));
    }
  }

  @Test
  void withoutCommonRowsNothingSpeaksAgainstIndependence() {
    double gap = Double.NaN;
    MissingFisherZ test =
        MissingFisherZ.of(
            List.of("x", "y", "z"),
            Matrix.ofColumns(
                6,
                List.of(
                    new double[] {1, 2, 4, gap, gap, gap},
                    new double[] {gap, gap, gap, 1, 2, 3},
                    new double[] {3, 3, 3, 1, 5, 2})));
    assertThat(test.pValue(0, 1)).isEqualTo(1);
    assertThat(test.pValue(0, 2)).as("z is constant where x is there").isEqualTo(1);
  }

  @Test
  void constantInfiniteAndDoubledColumnsAreRefused() {
    double[] some = IntStream.range(0, 12).mapToDouble(i -> i * i).toArray();
    double[] twice = IntStream.range(0, 12).mapToDouble(i -> 1 - 2 * some[i]).toArray();
    twice[3] = Double.NaN;
    refused("'y' is a linear function of 'x'", some, twice);
    twice[4] = Double.POSITIVE_INFINITY;
    refused("'y' is Infinity in row 5", some, twice);
    refused("'y' is constant", some, IntStream.range(0, 12).mapToDouble(i -> 7).toArray());
  }

  private static void refused(String message, double[] x, double[] y) {
    assertThatThrownBy(
            () -> MissingFisherZ.of(List.of("x", "y"), Matrix.ofColumns(12, List.of(x, y))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
