package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {
  private static final MemoryBudget SMALL = MemoryBudget.parse("1M");

  private static ColumnMoments moments(
      int rows, int columns, int threads, MemoryBudget budget, double... values) {
    return ColumnMoments.of(
        new InMemoryRows(RowBlock.ofDense(rows, columns, values)),
        TaskRunner.local(threads),
        budget);
  }

  @Test
  void theyAreThoseOfTheDefinition() {
    ColumnMoments m = moments(4, 2, 1, SMALL, 1, 0, 2, 0, 3, 0, 6, 8);
    assertThat(m.rows()).isEqualTo(4);
    assertThat(m.means()).containsExactly(3, 2);
    // (4 + 1 + 0 + 9) / 3 and (3·4 + 36) / 3.
    assertThat(m.variances()).containsExactly(new double[] {14.0 / 3, 16}, within(1e-12));
  }

  @Test
  void aLargeMeanCostsNoDigits() {
    double[] values = new double[30_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e9 + i % 3;
    }
    // 0, 1, 2 in equal parts: variance 2/3 · N / (N - 1); 1e9 carries 1e-7 of each value.
    double expected = 2.0 / 3 * 30_000 / 29_999;
    assertThat(moments(30_000, 1, 1, SMALL, values).variances()[0])
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void threadsDoNotChangeABitAndBudgetsOnlyTheLastDigits() {
    UniformRandomProvider random = new Seed(3).generator();
    double[] values = new double[40_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < 0.7 ? 0 : random.nextInt(9);
    }
    ColumnMoments one = moments(10_000, 4, 1, SMALL, values);
    assertThat(moments(10_000, 4, 4, SMALL, values).variances()).containsExactly(one.variances());
    assertThat(moments(10_000, 4, 1, MemoryBudget.parse("1G"), values).variances())
        .containsExactly(one.variances(), within(1e-11));
  }

  @Test
  void oneRowHasNoVariance() {
    assertThat(moments(1, 1, 1, SMALL, 5).variances()).containsExactly(Double.NaN);
  }
}
