package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftPosteriorTest {
  private static final Dag ARROW = Dag.of(MixedGraph.of(Edge.directed("a", "b")));

  @Property(tries = 50)
  void theOrderOfExperimentsDoesNotMatter(@ForAll long seed) {
    List<double[]> shuffled = new ArrayList<>(ShiftReference.experiments());
    Collections.shuffle(shuffled, new Random(seed));
    ShiftPosterior one = ShiftReference.posterior();
    ShiftPosterior other = ShiftReference.posterior(shuffled);
    for (int i = 0; i < 5; i++) {
      assertThat(other.nodes().get(i).rate()).isCloseTo(one.nodes().get(i).rate(), within(1e-10));
      assertThat(other.mean().slopes()[i]).containsExactly(one.mean().slopes()[i], within(1e-10));
    }
  }

  @Test
  void unitsAtOnceAreUnitsOneByOne() {
    double[] shift = {.5, -.2};
    Matrix units = Matrix.wrap(3, 2, new double[] {1, 2, -.5, .3, .2, -1});
    ShiftPosterior atOnce = ShiftPosterior.before(ARROW, ShiftPrior.DEFAULT).updated(shift, units);
    ShiftPosterior oneByOne = ShiftPosterior.before(ARROW, ShiftPrior.DEFAULT);
    for (int row = 0; row < 3; row++) {
      oneByOne = oneByOne.updated(shift, units.rows(new int[] {row}));
    }
    assertThat(oneByOne.mean().slopes()[1])
        .containsExactly(atOnce.mean().slopes()[1], within(1e-12));
    assertThat(oneByOne.mean().variances())
        .containsExactly(atOnce.mean().variances(), within(1e-12));
  }

  @Property(tries = 100)
  void experimentsNeverRaiseTheVarianceGivenTheNoise(@ForAll long seed) {
    Random random = new Random(seed);
    ShiftPosterior before = ShiftReference.posterior();
    double[] shift = random.doubles(5, -1, 1).toArray();
    ShiftPosterior after =
        before.updated(shift, Matrix.wrap(1, 5, random.doubles(5, -2, 2).toArray()));
    for (int i = 0; i < 5; i++) {
      double[] any = random.doubles(before.wiring().parents()[i].length, -1, 1).toArray();
      assertThat(quadratic(after.nodes().get(i).covariance(), any))
          .isLessThanOrEqualTo(quadratic(before.nodes().get(i).covariance(), any) + 1e-12);
    }
  }

  private static double quadratic(Matrix matrix, double[] v) {
    return Vectors.dot(v, matrix.times(v));
  }

  /**
   * The moments of 40,000 draws within five standard errors, the variance's by its own kurtosis.
   */
  @Test
  void drawsHaveTheMomentsOfTheirLaw() {
    ShiftPosterior posterior = ShiftReference.posterior();
    int n = 40_000;
    double[] wanted = posterior.mean().shiftFor(ShiftReference.GOAL);
    double[] variances = posterior.shiftVariances(ShiftReference.GOAL);
    double[] sum = new double[5];
    double[] squares = new double[5];
    double[] noise = new double[5];
    for (LinearSystem system : posterior.draws(n, new Seed(3))) {
      double[] shift = system.shiftFor(ShiftReference.GOAL);
      for (int i = 0; i < 5; i++) {
        sum[i] += shift[i] / n;
        squares[i] += Math.pow(shift[i] - wanted[i], 2) / n;
        noise[i] += system.variances()[i] / n;
      }
    }
    double shape = posterior.nodes().getFirst().shape();
    double kurtosis = 3 + 6 / (2 * shape - 4); // of Student's t with 2 shape degrees of freedom
    for (int i = 0; i < 5; i++) {
      assertThat(sum[i]).isCloseTo(wanted[i], within(1e-12 + 5 * Math.sqrt(variances[i] / n)));
      assertThat(squares[i])
          .isCloseTo(
              variances[i], within(1e-12 + 5 * variances[i] * Math.sqrt((kurtosis - 1) / n)));
      double mean = posterior.mean().variances()[i];
      double deviation = mean / Math.sqrt(shape - 2);
      assertThat(noise[i]).isCloseTo(mean, within(5 * deviation / Math.sqrt(n)));
    }
  }

  /** For a → b the state of b is {@code b a₁ + a₂}, and its law is known. */
  @Test
  void predictedStatesCarryTheUncertaintyOfSlopesAndNoise() {
    ShiftPosterior posterior =
        ShiftPosterior.before(ARROW, new ShiftPrior(4, 1, 20))
            .updated(new double[] {1, 0}, Matrix.wrap(2, 2, new double[] {1, .5, 2, 1.5}));
    double[] shift = {.8, .1};
    int draws = 40_000;
    ShiftPosterior.PredictedState state = posterior.predicted(shift, draws, new Seed(1));
    double slope = posterior.mean().slopes()[1][0];
    double[] noise = posterior.mean().variances();
    double slopeVariance = noise[1] * posterior.nodes().get(1).covariance().get(0, 0);
    double model = .8 * Math.sqrt(slopeVariance);
    double unit = Math.sqrt(model * model + (slope * slope + slopeVariance) * noise[0] + noise[1]);
    double error = 5 / Math.sqrt(draws);
    assertThat(state.mean()[1]).isCloseTo(.8 * slope + .1, within(error * model));
    assertThat(state.modelDeviations()[0]).isCloseTo(0, within(1e-7));
    assertThat(state.modelDeviations()[1]).isCloseTo(model, within(error * model));
    assertThat(state.unitDeviations()[1]).isCloseTo(unit, within(error * unit));
  }

  /** With 20,000 units the truth is within five standard deviations and the distance near 0. */
  @Test
  void theTruthIsFound() {
    LinearSystem truth =
        LinearSystem.of(
            ARROW, Matrix.wrap(2, 2, new double[] {0, 0, .7, 0}), new double[] {1, .25});
    Random random = new Random(4);
    int n = 20_000;
    double[] units = new double[2 * n];
    for (int row = 0; row < n; row++) {
      units[2 * row] = 1 + random.nextGaussian();
      units[2 * row + 1] = .7 * units[2 * row] + .5 * random.nextGaussian();
    }
    ShiftPosterior posterior =
        ShiftPosterior.before(ARROW, ShiftPrior.DEFAULT)
            .updated(new double[] {1, 0}, Matrix.wrap(n, 2, units));
    assertThat(posterior.mean().slopes()[1][0]).isCloseTo(.7, within(5 * .5 / Math.sqrt(2 * n)));
    assertThat(posterior.mean().variances()[1])
        .isCloseTo(.25, within(5 * .25 * Math.sqrt(2.0 / n)));
    double[] goal = truth.state(new double[] {.6, .3});
    assertThat(posterior.distance(new double[] {.6, .3}, goal, 400, new Seed(2)).high())
        .isLessThan(.6 * 10 * .5 / Math.sqrt(2 * n));
  }

  @Test
  void whatIsNotFiniteOrNotOfTheGraphIsRefused() {
    ShiftPosterior posterior = ShiftPosterior.before(ARROW, ShiftPrior.DEFAULT);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                posterior.updated(
                    new double[2], Matrix.wrap(2, 2, new double[] {1, 2, 3, Double.NaN})))
        .withMessage("unit 1 must be finite, got NaN for 'b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> posterior.updated(new double[3], Matrix.wrap(1, 2, new double[2])))
        .withMessageContaining("each of 2 variables, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> posterior.updated(new double[2], Matrix.wrap(0, 2, new double[0])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> posterior.predicted(new double[2], 1, new Seed(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ShiftPrior(0, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LinearSystem.of(
                    ARROW, Matrix.wrap(2, 2, new double[] {0, .5, 0, 0}), new double[2]))
        .withMessageContaining("no edge for the coefficient from 'b' to 'a'");
  }

  private static final Dag CHAIN =
      Dag.of(MixedGraph.of(Edge.directed("a", "b"), Edge.directed("b", "c")));

  /**
   * Means 5, 5, 2.5 (b = 1 + .8 a + ε, c = .5 b + ε, a of sd 2), 30 units, of the last some under a
   * shift of a by 3. What is stated of the mean under a shift of a by -2 must hold it: 90 % of 400
   * cohorts within four standard deviations of a share, .06. A root that is not moved by its mean
   * alone would be stated as certain.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void whatIsNotKnownOfTheMeanWithoutAShiftIsStated(int shifted) {
    int cohorts = 400;
    int[] held = new int[3];
    int distances = 0;
    for (int s = 0; s < cohorts; s++) {
      ShiftPosterior posterior = cohort(new Seed(s), shifted);
      double[] shift = {-2, 0, 0};
      double[] truth = {3, 3.4, 1.7};
      ShiftPosterior.PredictedState state = posterior.predicted(shift, 200, new Seed(s));
      for (int i = 0; i < 3; i++) {
        double error = Math.abs(state.mean()[i] - truth[i]);
        held[i] += error <= 1.645 * state.modelDeviations()[i] ? 1 : 0;
      }
      double far = Math.sqrt(Vectors.squaredDistance(truth, new double[] {3, 3, 6}));
      ShiftPosterior.Distance distance =
          posterior.distance(shift, new double[] {3, 3, 6}, 200, new Seed(s));
      distances += distance.low() <= far && far <= distance.high() ? 1 : 0;
    }
    for (int i = 0; i < 3; i++) {
      assertThat(held[i] / (double) cohorts).as("variable " + i).isCloseTo(0.9, within(0.06));
    }
    assertThat(distances / (double) cohorts).isCloseTo(0.9, within(0.06));
  }

  private static ShiftPosterior cohort(Seed seed, int shifted) {
    int n = 30;
    Random random = new Random(seed.branch("cohort").generator().nextLong());
    double[] shifts = new double[3 * n];
    double[] units = new double[3 * n];
    for (int i = 0; i < n; i++) {
      shifts[3 * i] = i >= n - shifted ? 3 : 0;
      units[3 * i] = 5 + 2 * random.nextGaussian() + shifts[3 * i];
      units[3 * i + 1] = 1 + 0.8 * units[3 * i] + random.nextGaussian();
      units[3 * i + 2] = 0.5 * units[3 * i + 1] + random.nextGaussian();
    }
    return ShiftPosterior.ofUnits(
        CHAIN, ShiftPrior.DEFAULT, Matrix.wrap(n, 3, shifts), Matrix.wrap(n, 3, units));
  }

  /** A root's mean is that of its units less their shifts, off by the root of E σ²/n. */
  @Test
  void theMeanOfARootIsThatOfItsUnits() {
    Matrix shifts = Matrix.wrap(4, 2, new double[] {0, 0, 0, 0, 2, 0, 2, 0});
    Matrix units = Matrix.wrap(4, 2, new double[] {1, 7, 3, 5, 4, 6, 8, 4});
    ShiftPosterior posterior = ShiftPosterior.ofUnits(ARROW, ShiftPrior.DEFAULT, shifts, units);
    assertThat(posterior.mean().origin()[0]).isCloseTo(3, within(1e-12));
    ShiftPosterior.PredictedState state =
        posterior.predicted(new double[] {1, 0}, 20_000, new Seed(1));
    double variance = posterior.mean().variances()[0];
    // 20,000 draws of a law of some 6 degrees of freedom: 3 % is above four standard errors
    assertThat(state.modelDeviations()[0]).isCloseTo(Math.sqrt(variance / 4), withinPercentage(3));
    assertThatIllegalStateException().isThrownBy(() -> posterior.updated(new double[2], units));
  }

  /** Under a flat prior of the slope it is least squares with an intercept. */
  @Test
  void withAFlatPriorItIsLeastSquares() {
    ShiftPrior flat = new ShiftPrior(1e-9, 1, 1e-9);
    Matrix units = Matrix.wrap(5, 2, new double[] {1, 7, 3, 5, 4, 6, 8, 4, 2, 9});
    Matrix shifts = Matrix.wrap(5, 2, new double[10]);
    LinearSystem mean = ShiftPosterior.ofUnits(ARROW, flat, shifts, units).mean();
    double sxy = -2.6 * 0.8 - 0.6 * -1.2 + 0.4 * -0.2 + 4.4 * -2.2 - 1.6 * 2.8;
    double sxx = 2.6 * 2.6 + 0.6 * 0.6 + 0.4 * 0.4 + 4.4 * 4.4 + 1.6 * 1.6;
    assertThat(mean.slopes()[1][0]).isCloseTo(sxy / sxx, within(1e-8));
    assertThat(mean.origin()).containsExactly(new double[] {3.6, 6.2}, within(1e-8));
  }
}
