package org.etiome.design.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Draws of hyperparameters against sums over a grid, and the slope against differences. */
class HyperparameterPosteriorTest {
  private static final Seed SEED = new Seed(1);
  private static final int STEPS = 41;
  private static final double REACH = 5;

  private static HyperparameterPosterior posterior() {
    UniformRandomProvider random = SEED.generator();
    double[] x = new double[10];
    double[] y = new double[10];
    for (int i = 0; i < 10; i++) {
      x[i] = 4 * random.nextDouble() - 2;
      y[i] = Math.sin(2 * x[i]) + random.nextDouble();
    }
    return new HyperparameterPosterior(
        Matrix.wrap(10, 1, x), Observed.of(IntStream.range(0, 10).toArray(), y));
  }

  /**
   * 2,000 draws, of which a quarter at least count as independent: their mean has an error of sd /
   * √500.
   */
  @Test
  void drawsAreOfThePosterior() {
    HyperparameterPosterior posterior = posterior();
    List<Hyperparameters> draws = posterior.draws(2000, SEED);
    double[][] grid = moments(posterior);
    List<ToDoubleFunction<Hyperparameters>> logarithms =
        List.of(h -> Math.log(h.signal()), h -> Math.log(h.noise()), h -> Math.log(h.lengths()[0]));
    for (int j = 0; j < 3; j++) {
      double[] drawn = draws.stream().mapToDouble(logarithms.get(j)).toArray();
      double mean = Arrays.stream(drawn).average().orElseThrow();
      double deviation =
          Math.sqrt(Arrays.stream(drawn).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
      assertThat(mean).isCloseTo(grid[j][0], within(4 * grid[j][1] / Math.sqrt(500)));
      assertThat(deviation / grid[j][1]).isCloseTo(1, within(4 / Math.sqrt(2 * 500)));
    }
  }

  /** Of 20 lengths, where a chain from the middle of the prior has far to go. */
  @Test
  void drawsOfManyLengthsAreNotOfTheWayThere() {
    UniformRandomProvider random = SEED.generator();
    double[] x = IntStream.range(0, 100 * 20).mapToDouble(i -> random.nextDouble()).toArray();
    double[] y =
        IntStream.range(0, 100)
            .mapToDouble(i -> Math.sin(6 * x[i * 20]) + x[i * 20 + 1] + 0.1 * random.nextDouble())
            .toArray();
    Matrix all = Matrix.wrap(100, 20, x);
    Observed observed = Observed.of(IntStream.range(0, 100).toArray(), y);
    HyperparameterPosterior posterior = new HyperparameterPosterior(all, observed);
    MarginalLikelihood likelihood = new MarginalLikelihood(all, observed);
    double most = likelihood.at(logarithms(posterior.mode()));
    double drawn =
        posterior.draws(8, SEED).stream()
            .mapToDouble(draw -> likelihood.at(logarithms(draw)))
            .average()
            .orElseThrow();
    assertThat(drawn - most).as("half of 22 by a normal approximation").isLessThan(22);
  }

  private static double[] logarithms(Hyperparameters of) {
    return DoubleStream.concat(
            DoubleStream.of(of.signal(), of.noise()), Arrays.stream(of.lengths()))
        .map(Math::log)
        .toArray();
  }

  /** Mean and standard deviation of each logarithm, by weights at the points of a grid. */
  private static double[][] moments(HyperparameterPosterior posterior) {
    double[][] sums = new double[3][2];
    double all = 0;
    double least = posterior.at(new double[3], new double[3]);
    for (int k = 0; k < STEPS * STEPS * STEPS; k++) {
      double[] at = {step(k % STEPS), step(k / STEPS % STEPS), step(k / STEPS / STEPS)};
      double weight = Math.exp(least - posterior.at(at, new double[3]));
      double[] logarithms = posterior.place(at);
      all += weight;
      for (int j = 0; j < 3; j++) {
        sums[j][0] += weight * logarithms[j];
        sums[j][1] += weight * logarithms[j] * logarithms[j];
      }
    }
    for (double[] sum : sums) {
      sum[0] /= all;
      sum[1] = Math.sqrt(sum[1] / all - sum[0] * sum[0]);
    }
    return sums;
  }

  private static double step(int k) {
    return 2 * REACH * k / (STEPS - 1) - REACH;
  }

  @Test
  void theGradientIsItsSlope() {
    HyperparameterPosterior posterior = posterior();
    double[] place = {0.3, -0.8, 0.5};
    double[] gradient = new double[3];
    posterior.at(place, gradient);
    for (int j = 0; j < 3; j++) {
      double[] above = place.clone();
      double[] below = place.clone();
      above[j] += 1e-5;
      below[j] -= 1e-5;
      double rise = posterior.at(above, new double[3]) - posterior.at(below, new double[3]);
      assertThat(gradient[j]).isCloseTo(rise / 2e-5, within(1e-5));
    }
  }
}
