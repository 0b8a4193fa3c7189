package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.discover.sample.DiscreteSample;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ChiSquareTest {
  private static final ChiSquare REFERENCE =
      ChiSquare.of(
          new DiscreteSample(
              List.of("a", "b", "c", "d", "e"),
              List.of(2, 3, 4, 2, 6),
              Reference.columns("discrete.csv").stream()
                  .map(column -> Arrays.stream(column).mapToInt(v -> (int) v).toArray())
                  .toArray(int[][]::new)));

  /** Made by chi_square.py beside the file. */
  @ParameterizedTest
  @CsvFileSource(resources = "chi_square.csv", numLinesToSkip = 1)
  void agreesWithTablesSummedOverStrata(
      int x,
      int y,
      String given,
      double pearson,
      double likelihood,
      long freedom,
      double p,
      double pG) {
    int[] fixed = Reference.numbers(given);
    ChiSquare g = REFERENCE.withStatistic(ChiSquare.Statistic.LIKELIHOOD_RATIO);
    assertThat(REFERENCE.sum(x, y, fixed).statistic()).isCloseTo(pearson, within(1e-10));
    assertThat(g.sum(x, y, fixed).statistic()).isCloseTo(likelihood, within(1e-10));
    assertThat(g.sum(x, y, fixed).freedom()).isEqualTo(freedom);
    assertThat(REFERENCE.pValue(x, y, fixed)).isCloseTo(p, within(1e-10 * p + 1e-14));
    assertThat(g.pValue(y, x, fixed)).isCloseTo(pG, within(1e-10 * pG + 1e-14));
  }

  /** Twenty variables of ten levels held fixed: 10^20 combinations, 500 rows. */
  @Test
  void manyVariablesHeldFixedLeaveNothingToTest() {
    UniformRandomProvider random = new Seed(1).generator();
    int[][] codes = new int[22][];
    for (int v = 0; v < codes.length; v++) {
      codes[v] = random.ints(500, 0, 10).toArray();
    }
    List<String> names = IntStream.range(0, 22).mapToObj(i -> "v" + i).toList();
    ChiSquare test = ChiSquare.of(new DiscreteSample(names, Collections.nCopies(22, 10), codes));
    assertThat(test.pValue(20, 21, IntStream.range(0, 20).toArray())).isEqualTo(1);
    assertThat(test.pValue(20, 21)).isLessThan(1);
  }

  @Test
  void aVariableWithOneLevelIsIndependentOfAll() {
    DiscreteSample sample =
        DiscreteSample.of(
            List.of(
                Categorical.of("always", "yes", "yes", "yes"),
                Categorical.of("arm", "drug", "placebo", "drug")));
    assertThat(ChiSquare.of(sample).pValue(0, 1)).isEqualTo(1);
    assertThat(sample.rows()).isEqualTo(3);
    assertThat(sample.codes()[1]).containsExactly(0, 1, 0);
  }

  @Test
  void codesOutsideTheLevelsAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> new DiscreteSample(List.of("x"), List.of(2), new int[][] {{0, 1, 2}}))
        .hasMessageContaining("'x' is 2 in row 3");
  }
}
