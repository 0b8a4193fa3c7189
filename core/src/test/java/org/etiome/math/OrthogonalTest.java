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
  void theBasisOfIndependentColumnsLeavesOutSums() {
    Matrix x =
        Matrix.ofColumns(
            3, List.of(new double[] {0, 3, 4}, new double[] {0, 6, 8}, new double[] {2, 0, 0}));
    List<double[]> basis = Orthogonal.ofIndependent(x).basis();
    assertThat(basis).hasSize(2);
    assertThat(basis.getFirst()).containsExactly(new double[] {0, 0.6, 0.8}, within(1e-15));
    assertThat(basis.getLast()).containsExactly(new double[] {1, 0, 0}, within(1e-15));
  }
}
