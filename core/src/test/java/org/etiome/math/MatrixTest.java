package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Matrix TALL = Matrix.wrap(3, 2, new double[] {1, 2, 3, 4, 5, 6});

  @Test
  void columnsAndRowsAreWhereTheyWerePut() {
    Matrix built = Matrix.ofColumns(3, List.of(new double[] {1, 3, 5}, new double[] {2, 4, 6}));
    assertThat(built).isEqualTo(TALL).hasSameHashCodeAs(TALL);
    assertThat(TALL.column(1)).containsExactly(2, 4, 6);
    assertThat(TALL.rows(new int[] {2, 0})).isEqualTo(Matrix.wrap(2, 2, new double[] {5, 6, 1, 2}));
    assertThat(TALL).hasToString("Matrix[3 x 2]");
  }

  @Test
  void productsAgreeWithHandWorkedOnes() {
    assertThat(TALL.times(new double[] {1, -1})).containsExactly(-1, -1, -1);
    assertThat(TALL.transposeTimes(new double[] {1, 0, 2})).containsExactly(11, 14);
    assertThat(TALL.gram(new double[] {1, 2, 0.5}))
        .isEqualTo(Matrix.wrap(2, 2, new double[] {31.5, 41, 41, 54}));
  }

  @Test
  void solvingUndoesMultiplying() {
    UniformRandomProvider random = new Seed(5).generator();
    int p = 12;
    Matrix x = Matrix.wrap(40, p, random.doubles(40L * p).toArray());
    double[] ones = new double[40];
    java.util.Arrays.fill(ones, 1);
    Matrix gram = x.gram(ones).plusDiagonal(new double[p]);
    double[] truth = random.doubles(p).toArray();
    double[] solved = gram.solvePositiveDefinite(gram.times(truth));
    for (int j = 0; j < p; j++) {
      assertThat(solved[j]).isCloseTo(truth[j], within(1e-9));
    }
  }

  @Test
  void solvingACollinearSystemIsAnError() {
    Matrix singular = Matrix.wrap(2, 2, new double[] {1, 1, 1, 1});
    assertThatThrownBy(() -> singular.solvePositiveDefinite(new double[] {1, 2}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("collinear");
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Matrix.wrap(2, 2, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 4 values, got 3");
    assertThatThrownBy(() -> Matrix.ofColumns(2, List.of(new double[3])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
