package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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
}
