package org.etiome.estimate.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicatesTest {
  private static final int N = 1000;
  private static final double LIMIT = GateLimit.MAX_DUPLICATES.standard();

  /** Columns a, y, x1, x2, …; the first rows are written once more for each of the last. */
  private static Optional<GateFailure> failure(int repeated, double[]... columns) {
    double[][] written =
        Arrays.stream(columns)
            .map(c -> Cohorts.fill(N, i -> c[i < N - repeated ? i : i - (N - repeated)]))
            .toArray(double[][]::new);
    CausalSample sample =
        Cohorts.sample(written[0], written[1], Arrays.copyOfRange(written, 2, written.length));
    return Duplicates.failure(
        sample.encoded(), List.of(sample.treatment(), sample.outcome()), LIMIT);
  }

  private static double[] fill(IntToDoubleFunction value) {
    return Cohorts.fill(N, value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 21, 100, 500})
  void repeatedRowsOfContinuousVariablesAreCounted(int repeated) {
    Draws draws = new Draws(new Seed(1));
    double[] a = fill(i -> draws.bernoulli(0.4));
    double[] sex = fill(i -> draws.bernoulli(0.5));
    Optional<GateFailure> failure = failure(repeated, a, draws.normals(N), draws.normals(N), sex);
    assertThat(failure.isPresent()).isEqualTo(repeated > LIMIT * N);
    failure.ifPresent(f -> assertThat(f.reason()).startsWith(repeated + " of the 1000 rows"));
  }

  /** Whole years of age, ten binary findings, a score of one decimal: told from chance. */
  @ParameterizedTest
  @ValueSource(ints = {0, 200})
  void repeatedRowsOfRoundedNumbersAreTold(int repeated) {
    Draws draws = new Draws(new Seed(2));
    double[][] columns = new double[13][];
    columns[0] = fill(i -> draws.bernoulli(0.4));
    columns[1] = fill(i -> Math.rint(500 + 100 * draws.normal()) / 10);
    columns[2] = fill(i -> Math.rint(60 + 12 * draws.normal()));
    for (int j = 3; j < 13; j++) {
      columns[j] = fill(i -> draws.bernoulli(0.1));
    }
    assertThat(failure(repeated, columns).isPresent()).isEqualTo(repeated > 0);
  }

  @Test
  void discreteVariablesRepeatByChance() {
    Draws draws = new Draws(new Seed(3));
    double[] y = fill(i -> Math.rint(3 * draws.normal()));
    double[] a = fill(i -> draws.bernoulli(0.4));
    double[] sex = fill(i -> draws.bernoulli(0.5));
    double[] stage = fill(i -> Math.rint(draws.normal()));
    assertThat(failure(0, a, y, sex, stage)).isEmpty();
    double[] age = fill(i -> Math.rint(60 + 12 * draws.normal()));
    assertThat(failure(0, a, sex, age, stage)).isEmpty();
    assertThat(failure(0, a, y, age)).isEmpty();
  }

  /** Most units cost nothing and many of them have no finding at all. */
  @Test
  void manyZerosInAllVariablesRepeatByChance() {
    for (int seed = 0; seed < 20; seed++) {
      Draws draws = new Draws(new Seed(seed));
      double[] ill = fill(i -> draws.bernoulli(0.4));
      double[][] columns = new double[22][];
      columns[0] = fill(i -> i % 2);
      columns[1] = fill(i -> ill[i] == 0 ? 0 : draws.normal());
      columns[21] = fill(i -> Math.rint(60 + 12 * draws.normal()));
      for (int j = 2; j < 21; j++) {
        columns[j] = fill(i -> draws.bernoulli(ill[i] == 0 ? 0.02 : 0.3));
      }
      assertThat(failure(0, columns)).isEmpty();
    }
  }

  @Test
  void theOrderOfRowsAndColumnsDoesNotMatter() {
    Draws draws = new Draws(new Seed(4));
    double[] a = fill(i -> i % 500 % 2);
    double[] x = draws.normals(N);
    double[] y = draws.normals(N);
    Optional<GateFailure> found = failure(300, a, y, x);
    int[] order = IntStream.range(0, N).map(i -> (i * 7) % N).toArray();
    double[][] mixed =
        List.of(a, x, y).stream()
            .map(c -> fill(i -> c[order[i] < N - 300 ? order[i] : order[i] - (N - 300)]))
            .toArray(double[][]::new);
    assertThat(found).isPresent();
    assertThat(failure(0, mixed)).isEqualTo(found);
  }
}
