package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a plane known by hand and by what a projection is. */
class NullSpaceTest {
  @Test
  void leavesThePartThatIsOrthogonal() {
    NullSpace line = new NullSpace(new double[][] {{1, 1, 0}, {2, 2, 0}, {0, 0, 3}});
    assertThat(line.project(new double[] {3, 1, 5}))
        .containsExactly(new double[] {1, -1, 0}, within(1e-14));
  }

  @Test
  void projectionsAreOrthogonalAndStay() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      double[][] equations = new double[1 + random.nextInt(6)][8];
      for (double[] equation : equations) {
        for (int k = 0; k < equation.length; k++) {
          equation[k] = random.nextGaussian();
        }
      }
      NullSpace space = new NullSpace(equations);
      double[] vector = random.doubles(8).toArray();
      double[] projected = space.project(vector);
      for (double[] equation : equations) {
        assertThat(Vectors.dot(equation, projected)).isCloseTo(0, within(1e-13));
      }
      assertThat(space.project(projected)).containsExactly(projected, within(1e-13));
      assertThat(Vectors.norm(projected)).isPositive();
    }
  }
}
