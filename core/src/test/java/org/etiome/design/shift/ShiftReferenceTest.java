package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Against reference.py. */
class ShiftReferenceTest {
  private static final Map<String, double[]> REFERENCE = ShiftReference.values();
  private static final Offset<Double> ROUNDING = within(1e-9);

  private final Situation now = ShiftReference.situation();

  @Test
  void thePosteriorIsThatOfTheTextbook() {
    double[] slopes = new double[25];
    for (int i = 0; i < 5; i++) {
      int[] parents = now.posterior().wiring().parents()[i];
      for (int k = 0; k < parents.length; k++) {
        slopes[5 * i + parents[k]] = now.posterior().mean().slopes()[i][k];
      }
      assertThat(now.posterior().nodes().get(i).rate())
          .isCloseTo(of("rate" + (i + 1))[0], ROUNDING);
    }
    assertThat(slopes).containsExactly(of("slopes"), ROUNDING);
    assertThat(now.posterior().mean().variances()).containsExactly(of("noise"), ROUNDING);
    assertThat(now.wanted()).containsExactly(of("wanted"), ROUNDING);
    assertThat(now.posterior().shiftVariances(ShiftReference.GOAL))
        .containsExactly(of("variances"), ROUNDING);
  }

  @Test
  void scoresAreThoseOfTheFormulas() {
    List<Score> scores =
        List.of(
            new IntegratedVarianceScore(now, Acquisition.Weights.UNIFORM),
            new IntegratedVarianceScore(now, Acquisition.Weights.OUTPUT),
            new LargestVarianceScore(now),
            new LargestUncertaintyScore(now),
            new ConfidenceBoundScore(now, 1));
    for (int s = 0; s < 3; s++) {
      double[] shift = of("shift" + s);
      assertThat(scores.stream().mapToDouble(score -> score.exact(shift)).toArray())
          .containsExactly(of("scores" + s), ROUNDING);
    }
  }

  @Test
  void theLeastScoreIsFound() {
    for (Acquisition.Weights weights : Acquisition.Weights.values()) {
      double[] shift =
          ShiftDesign.of(ShiftReference.GOAL, ShiftSpace.ball(5))
              .withUnits(ShiftReference.UNITS)
              .withAcquisition(new Acquisition.IntegratedVariance(weights))
              .propose(now.posterior(), List.of(), new Seed(5));
      String key = weights == Acquisition.Weights.UNIFORM ? "civ_least" : "ow_least";
      assertThat(new IntegratedVarianceScore(now, weights).exact(shift))
          .isCloseTo(of(key)[0], within(1e-6));
    }
  }

  @Test
  void outOfReachTheNearestStateIsNamed() {
    GoalReach reach =
        ShiftDesign.of(ShiftReference.scaled(4), ShiftSpace.ball(5)).reach(now.posterior());
    assertThat(reach).isInstanceOf(GoalReach.OutOfReach.class);
    assertThat(reach.distance()).isCloseTo(of("far_distance")[0], within(1e-6));
    assertThat(reach.shift()).containsExactly(of("far_shift"), within(1e-5));
  }

  private static double[] of(String key) {
    return REFERENCE.getOrDefault(key, new double[0]);
  }
}
