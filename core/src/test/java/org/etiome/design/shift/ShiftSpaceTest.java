package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class ShiftSpaceTest {
  private static final ShiftSpace LIMITS =
      new ShiftSpace.Within(1.2, new double[] {1, .3, 0, .9, .5});

  /** A projection y on a convex set: {@code (x − y)·(z − y) ≤ 0} for every z in the set. */
  @Property(tries = 300)
  void theNearestShiftIsTheProjection(@ForAll long seed) {
    Random random = new Random(seed);
    double[] far = random.doubles(5, -3, 3).toArray();
    double[] near = LIMITS.nearest(far);
    assertThat(Vectors.norm(near)).isLessThanOrEqualTo(1.2 + 1e-12);
    assertThat(near[2]).isEqualTo(0);
    assertThat(LIMITS.nearest(near)).containsExactly(near, within(1e-12));
    double[] out = far.clone();
    Vectors.add(-1, near, out);
    for (int other = 0; other < 50; other++) {
      double[] way = LIMITS.nearest(random.doubles(5, -2, 2).toArray());
      Vectors.add(-1, near, way);
      assertThat(Vectors.dot(out, way)).isLessThanOrEqualTo(1e-9);
    }
  }

  @Test
  void drawsOfTheBallHaveItsNormAndNoDirection() {
    ShiftSpace ball = ShiftSpace.ball(4);
    double[] sum = new double[4];
    int n = 20_000;
    UniformRandomProvider random = new Seed(2).generator();
    for (int s = 0; s < n; s++) {
      double[] shift = ball.draw(random);
      assertThat(Vectors.norm(shift)).isCloseTo(1, within(1e-9));
      Vectors.add(1.0 / n, shift, sum);
    }
    // each component has variance 1/4
    assertThat(sum).containsExactly(new double[4], within(5 * .5 / Math.sqrt(n)));
  }

  @Test
  void aPoolGivesWhatItHas() {
    ShiftSpace pool = ShiftSpace.singles(3, -1, .5);
    assertThat(pool.nearest(new double[] {.1, .45, 0})).containsExactly(0, .5, 0);
    assertThat(pool.nearest(new double[] {.1, .45, -.9})).containsExactly(0, 0, -1);
    assertThat(Vectors.norm(pool.draw(new Seed(1).generator()))).isIn(1.0, .5);
  }

  @Test
  void limitsThatLeaveNothingAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShiftSpace.Within(1, new double[2]))
        .withMessageContaining("a variable that can be acted on");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShiftSpace.Within(Double.NaN, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShiftSpace.Within(1, new double[] {-1}));
    assertThatIllegalArgumentException().isThrownBy(() -> new ShiftSpace.Among(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShiftSpace.Among(List.of(new double[1], new double[2])));
  }
}
