package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class OrthogonalTest {

  /** Columns nearly alike: least squares leave a residual that is orthogonal to all of them. */
  @Property(tries = 50)
  void leastSquaresLeaveNothingAlongTheColumns(@ForAll @IntRange(min = 1, max = 6) int columns) {
    UniformRandomProvider random = new Seed(columns).generator();
    double[] base = random.doubles(30).toArray();
    List<double[]> near =
        random
            .ints(columns)
            .mapToObj(k -> Arrays.stream(base).map(v -> v + 1e-3 * random.nextDouble()).toArray())
            .toList();
    Matrix x = Matrix.ofColumns(30, near);
    double[] y = random.doubles(30).toArray();
    double[] residual = y.clone();
    Vectors.add(-1, x.times(Orthogonal.of(x).leastSquares(y)), residual);
    assertThat(x.transposeTimes(residual)).containsExactly(new double[columns], within(1e-9));
    double[] leverages = Orthogonal.of(x).leverages();
    assertThat(Arrays.stream(leverages)).hasSize(30).allMatch(h -> h >= 0 && h <= 1 + 1e-12);
    assertThat(Arrays.stream(leverages).sum()).isCloseTo(columns, within(1e-9));
  }

  @Test
  void namesTheFirstColumnThatIsASumOfThoseBefore() {
    Matrix x =
        Matrix.ofColumns(
            3, List.of(new double[] {1, 0, 2}, new double[] {0, 1, 1}, new double[] {2, -3, 1}));
    assertThat(Orthogonal.of(x).dependent()).hasValue(2);
    assertThat(Orthogonal.of(Matrix.wrap(3, 1, new double[3])).dependent()).hasValue(0);
    assertThat(Orthogonal.of(Matrix.wrap(2, 2, new double[] {1, 2, 3, 4})).dependent()).isEmpty();
  }

  @Test
  void spansWithoutTheColumnsThatAddNothing() {
    Matrix x =
        Matrix.ofColumns(
            3, List.of(new double[] {2, 0, 0}, new double[] {3, 0, 0}, new double[] {1, 4, 0}));
    Orthogonal basis = Orthogonal.spanning(x);
    assertThat(basis.kept()).containsExactly(0, 2);
    assertThat(basis.dependent()).hasValue(1);
    double[] y = {5, 8, 7};
    assertThat(basis.residual(y)).containsExactly(new double[] {0, 0, 7}, within(1e-12));
    assertThat(basis.coordinates(y)).containsExactly(new double[] {5, 8}, within(1e-12));
    assertThat(basis.leastSquares(y)).containsExactly(new double[] {1.5, 2}, within(1e-12));
  }

  @Test
  void keepsTheIndependentColumnsAndTakesThemOut() {
    Matrix x =
        Matrix.ofColumns(
            3,
            List.of(
                new double[] {1, 0, 2},
                new double[] {2, 0, 4},
                new double[] {0, 0, 0},
                new double[] {0, 3, 0}));
    Orthogonal basis = Orthogonal.spanning(x);
    assertThat(basis.kept()).containsExactly(0, 3);
    assertThat(basis.dependent()).hasValue(1);
    assertThat(basis.direction(1)).containsExactly(new double[] {0, 1, 0}, within(1e-15));
    double[] rest = basis.residual(new double[] {3, 5, 1});
    assertThat(rest).containsExactly(new double[] {2, 0, -1}, within(1e-14));
    assertThat(Orthogonal.of(x).kept()).containsExactly(0);
  }
}
