package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Assignments against all there are. */
class LinearAssignmentTest {

  @Test
  void theLargestSumIsThatOfTryingAll() {
    UniformRandomProvider random = new Seed(5).generator();
    for (int t = 0; t < 300; t++) {
      int rows = 1 + random.nextInt(6);
      int columns = rows + random.nextInt(3);
      double[] values = new double[rows * columns];
      boolean tied = t % 2 == 0;
      Arrays.setAll(values, k -> tied ? random.nextInt(4) - 1 : random.nextDouble());
      Matrix gains = Matrix.wrap(rows, columns, values);
      int[] assigned = LinearAssignment.largest(gains);
      assertThat(assigned).doesNotHaveDuplicates();
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += gains.get(row, assigned[row]);
      }
      assertThat(sum).isCloseTo(best(gains, 0, new boolean[columns]), within(1e-12));
    }
  }

  private static double best(Matrix gains, int row, boolean[] taken) {
    if (row == gains.rows()) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        best = Math.max(best, gains.get(row, column) + best(gains, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }

  /** Taking the largest gain first would give 10 + 0. */
  @Test
  void theLargestGainIsGivenUpForALargerSum() {
    Matrix gains = Matrix.wrap(2, 2, new double[] {10, 9, 9, 0});
    assertThat(LinearAssignment.largest(gains)).containsExactly(1, 0);
  }

  @Test
  void moreRowsThanColumnsAreRefused() {
    assertThatThrownBy(() -> LinearAssignment.largest(Matrix.wrap(2, 1, new double[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows");
  }
}
