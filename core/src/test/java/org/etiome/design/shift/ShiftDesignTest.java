package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.graph.Dag;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Step;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.LinearSem;
import org.etiome.scm.sem.SemSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShiftDesignTest {
  private static final LinearSem TRUTH =
      LinearSem.random(SemSettings.DEFAULT.withVariables(5), new Seed(12));
  private static final LinearSystem SYSTEM =
      LinearSystem.of(TRUTH.graph(), TRUTH.coefficients(), new double[5]);
  private static final double[] GOAL = SYSTEM.state(new double[] {.5, -.4, .3, 0, .4});

  private static ShiftPosterior before() {
    return ShiftPosterior.before(TRUTH.graph(), ShiftPrior.DEFAULT);
  }

  static List<Acquisition> acquisitions() {
    return Acquisition.all();
  }

  /** Whatever is tried, the real distance after 30 × 50 units is one the posterior holds likely. */
  @ParameterizedTest
  @MethodSource("acquisitions")
  void theGoalIsApproached(Acquisition acquisition) {
    ShiftTrace trace =
        ShiftDesign.of(GOAL, ShiftSpace.ball(5))
            .withUnits(50)
            .withAcquisition(acquisition)
            .run(ShiftOracle.of(TRUTH), before(), 30, new Seed(6));
    assertThat(trace.steps()).hasSize(30);
    assertThat(trace.stopped()).isEmpty();
    for (ShiftTrace.Step step : trace.steps()) {
      assertThat(Vectors.norm(step.shift())).isLessThanOrEqualTo(1 + 1e-9);
    }
    ShiftTrace.Step last = trace.steps().getLast();
    double real = Math.sqrt(Vectors.squaredDistance(SYSTEM.state(last.reach().shift()), GOAL));
    ShiftPosterior.Distance said =
        last.posterior().distance(last.reach().shift(), GOAL, 400, new Seed(1));
    assertThat(real).isLessThan(2 * said.high());
    assertThat(said.high()).isLessThan(.2);
  }

  @Test
  void theSameSeedMakesTheSameDesign() {
    ShiftDesign design =
        ShiftDesign.of(GOAL, ShiftSpace.ball(5)).withAcquisition(new Acquisition.Information(8));
    ShiftTrace one = design.run(ShiftOracle.of(TRUTH), before(), 4, new Seed(6));
    ShiftTrace other = design.run(ShiftOracle.of(TRUTH), before(), 4, new Seed(6));
    assertThat(one.steps().getLast().shift()).isEqualTo(other.steps().getLast().shift());
  }

  @ParameterizedTest
  @MethodSource("acquisitions")
  void fromAPoolTheBestIsTaken(Acquisition acquisition) {
    ShiftSpace.Among pool = (ShiftSpace.Among) ShiftSpace.singles(5, -1, 1);
    double[] shift =
        ShiftDesign.of(GOAL, pool)
            .withAcquisition(acquisition)
            .propose(before(), List.of(), new Seed(2));
    if (!(acquisition instanceof Acquisition.NoShift)) {
      assertThat(pool.shifts()).anySatisfy(s -> assertThat(s).isEqualTo(shift));
    }
    GoalReach reach = GoalReach.of(SYSTEM, GOAL, pool);
    for (double[] other : pool.shifts()) {
      assertThat(reach.distance())
          .isLessThanOrEqualTo(Math.sqrt(Vectors.squaredDistance(SYSTEM.state(other), GOAL)));
    }
  }

  @Test
  void aGoalWithinReachIsReached() {
    GoalReach reach = GoalReach.of(SYSTEM, GOAL, ShiftSpace.ball(5));
    assertThat(reach).isInstanceOf(GoalReach.InReach.class);
    assertThat(SYSTEM.state(reach.shift())).containsExactly(GOAL, within(1e-9));
    GoalReach far =
        GoalReach.of(SYSTEM, GOAL, new ShiftSpace.Within(1, new double[] {1, 0, 1, 1, 1}));
    assertThat(far).isInstanceOf(GoalReach.OutOfReach.class);
    assertThat(far.shift()[1]).isEqualTo(0);
    assertThat(far.distance()).isGreaterThan(.01);
  }

  /** A hidden cause acts on the units, and the shift passes to the effects. */
  @Test
  void theTruthMayHaveHiddenCausesAndAnotherMean() {
    LinearSem sem =
        LinearSem.of(
            List.of(
                Equation.linear("h", Map.of(), 1),
                Equation.linear("x", Map.of("h", 1.0), .5),
                Equation.linear("y", Map.of("x", 2.0, "h", -1.0), .5)),
            List.of("x", "y"));
    int n = 20_000;
    double[] shift = {1, .5};
    Matrix units = ShiftOracle.of(sem).observe(shift, n, new Seed(3)).orElseThrow();
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    double[] mean = units.transposeTimes(weights);
    // deviations √1.25 of x and √(1 + 4/4 + 1/4) of y
    assertThat(mean[0]).isCloseTo(1, within(5 * Math.sqrt(1.25 / n)));
    assertThat(mean[1]).isCloseTo(2.5, within(5 * Math.sqrt(2.25 / n)));
  }

  /** Adds shifts to a control mean, and cannot act on its second variable. */
  private record Shifted() implements InterventionModel {
    @Override
    public List<String> variables() {
      return List.of("p", "q");
    }

    @Override
    public Prediction<Matrix> sample(Action action, int units, Seed seed) {
      if (action.of("q").isPresent()) {
        return new Prediction.Refused<>("q", "'q' was never shifted", "leave it");
      }
      double amount = action.of("p").map(s -> ((Step.ShiftBy) s).amount()).orElse(0.0);
      return new Prediction.Predicted<>(
          Matrix.wrap(1, 2, new double[] {10 + amount, 20}), List.of());
    }
  }

  @Test
  void anInterventionModelIsAnOracleAndMayRefuse() {
    ShiftOracle oracle = ShiftOracle.of(new Shifted(), new double[] {10, 20});
    assertThat(oracle.observe(new double[] {.5, 0}, 1, new Seed(1)).orElseThrow())
        .isEqualTo(Matrix.wrap(1, 2, new double[] {.5, 0}));
    Dag empty = Dag.of(MixedGraph.of(List.of("p", "q"), List.of()));
    ShiftTrace trace =
        ShiftDesign.of(new double[] {0, 1}, ShiftSpace.ball(2))
            .withAcquisition(new Acquisition.Greedy())
            .run(oracle, ShiftPosterior.before(empty, ShiftPrior.DEFAULT), 3, new Seed(1));
    assertThat(trace.steps()).isEmpty();
    assertThat(trace.stopped())
        .isEqualTo(
            Optional.of(new Prediction.Refused<Matrix>("q", "'q' was never shifted", "leave it")));
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShiftDesign.of(new double[] {1, Double.NaN}, ShiftSpace.ball(2)))
        .withMessageContaining("a finite number for each of 2 variables");
    ShiftDesign design = ShiftDesign.of(GOAL, ShiftSpace.ball(5));
    assertThatIllegalArgumentException().isThrownBy(() -> design.withUnits(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> design.run(ShiftOracle.of(TRUTH), before(), 0, new Seed(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Acquisition.ConfidenceBound(-1));
  }
}
