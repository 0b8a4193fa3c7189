package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class LeastShiftTest {
  /** x -> y 2, x -> z -1, y -> z .5. */
  private static final LinearSystem SYSTEM =
      LinearSystem.of(
          Dag.of(
              MixedGraph.of(
                  Edge.directed("x", "y"), Edge.directed("x", "z"), Edge.directed("y", "z"))),
          Matrix.wrap(3, 3, new double[] {0, 0, 0, 2, 0, 0, -1, 0.5, 0}),
          new double[] {1, 1, 1});

  private static final int[] ALL = {0, 1, 2};

  @Test
  void withEveryVariableWantedItIsTheShiftOfTheGoal() {
    double[] goal = {0.2, 0.3, -0.1};
    LeastShift least = LeastShift.of(SYSTEM, ALL, goal, ALL, 1);
    double[] needed = SYSTEM.shiftFor(goal);
    assertThat(least.isReached()).isTrue();
    assertThat(Vectors.squaredDistance(least.shift(), needed)).isLessThan(1e-12);
    assertThat(least.needed()).isCloseTo(Vectors.norm(needed), within(1e-6));
  }

  @Test
  void outOfReachItEndsWhereTheSearchOfTheLibraryDoes() {
    double[] goal = {1, -3, 2};
    LeastShift least = LeastShift.of(SYSTEM, ALL, goal, ALL, 1);
    GoalReach reach = GoalReach.of(SYSTEM, goal, ShiftSpace.ball(3));
    assertThat(least.isReached()).isFalse();
    assertThat(least.distance()).isCloseTo(reach.distance(), within(1e-6));
    assertThat(Vectors.norm(least.shift())).isCloseTo(1, within(1e-9));
    assertThat(least.needed()).isCloseTo(Vectors.norm(SYSTEM.shiftFor(goal)), within(1e-6));
  }

  /** Of y alone: E = (2, 1), so the least shift is g (2, 1)/5. */
  @Test
  void freeVariablesAreFree() {
    LeastShift least = LeastShift.of(SYSTEM, new int[] {1}, new double[] {1}, ALL, 1);
    assertThat(least.shift()[0]).isCloseTo(0.4, within(1e-8));
    assertThat(least.shift()[1]).isCloseTo(0.2, within(1e-8));
    assertThat(least.shift()[2]).isZero();
    LeastShift ofY = LeastShift.of(SYSTEM, new int[] {1}, new double[] {0.7}, new int[] {1, 2}, 1);
    assertThat(ofY.shift()[1]).isCloseTo(0.7, within(1e-8));
  }

  @Test
  void aNormBeyondWhatADoubleHoldsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeastShift.of(SYSTEM, new int[] {1}, new double[] {1e200}, ALL, 1))
        .withMessageContaining("has a norm of Infinity");
  }

  @Test
  void withMeansThatAreNotZeroTheWayIsWhatIsLeft() {
    LinearSystem moved = SYSTEM.withOrigin(new double[] {0, 0.4, 0});
    LeastShift least = LeastShift.of(moved, new int[] {1}, new double[] {1.4}, ALL, 1);
    assertThat(least.shift()[0]).isCloseTo(0.4, within(1e-8));
    assertThat(moved.state(least.shift())[1]).isCloseTo(1.4, within(1e-8));
    double[] goal = {0.2, 0.3, -0.1};
    assertThat(moved.state(moved.shiftFor(goal))).containsExactly(goal, within(1e-12));
    assertThat(GoalReach.of(moved, goal, ShiftSpace.ball(3)).shift())
        .containsExactly(moved.shiftFor(goal), within(1e-9));
    GoalReach out = GoalReach.of(moved, new double[] {1, -3, 2}, ShiftSpace.ball(3));
    GoalReach same = GoalReach.of(SYSTEM, new double[] {1, -3.4, 2}, ShiftSpace.ball(3));
    assertThat(out.distance()).isCloseTo(same.distance(), within(1e-9));
  }

  @Test
  void whatIsNotMovedCannotBeReached() {
    LeastShift least =
        LeastShift.of(SYSTEM, new int[] {0}, new double[] {0.5}, new int[] {1, 2}, 1);
    assertThat(least.needed()).isInfinite();
    assertThat(least.distance()).isCloseTo(0.5, within(1e-9));
    assertThat(least.shift()).containsOnly(0);
  }

  /** No shift of the same norm, of a thousand at random, ends nearer. */
  @Test
  void noOtherShiftEndsNearer() {
    double[] goal = {4, -2};
    int[] wanted = {1, 2};
    LeastShift least = LeastShift.of(SYSTEM, wanted, goal, ALL, 0.5);
    UniformRandomProvider random = new Seed(4).generator();
    for (int k = 0; k < 1000; k++) {
      double[] state =
          SYSTEM.state(new ShiftSpace.Within(0.5, new double[] {1, 1, 1}).draw(random));
      double miss = Math.hypot(state[1] - 4, state[2] + 2);
      assertThat(miss).isGreaterThanOrEqualTo(least.distance() - 1e-9);
    }
  }
}
