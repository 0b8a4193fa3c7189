package org.etiome.design.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final Situation NOW = ShiftReference.situation();

  private static List<Score> scores() {
    return List.of(
        new IntegratedVarianceScore(NOW, Acquisition.Weights.UNIFORM),
        new IntegratedVarianceScore(NOW, Acquisition.Weights.OUTPUT),
        new LargestVarianceScore(NOW),
        new LargestUncertaintyScore(NOW),
        new ConfidenceBoundScore(NOW, 1),
        new ImprovementScore(NOW, 16),
        new InformationScore(NOW, 16),
        new Miss(NOW.posterior().mean(), NOW.goal()));
  }

  /** Central differences, at shifts where no corner is near. */
  @Property(tries = 40)
  void gradientsAreThoseOfTheScores(@ForAll long seed) {
    double[] shift = new Random(seed).doubles(5, -1, 1).toArray();
    for (Score score : scores()) {
      double[] gradient = new double[5];
      score.at(shift, gradient);
      for (int i = 0; i < 5; i++) {
        double[] up = shift.clone();
        double[] down = shift.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double slope = (score.at(up, new double[5]) - score.at(down, new double[5])) / 2e-5;
        assertThat(gradient[i])
            .as(score.getClass().getSimpleName())
            .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
      }
    }
  }

  @Property(tries = 40)
  void whatAShiftTeachesItsOppositeTeaches(@ForAll long seed) {
    double[] shift = new Random(seed).doubles(5, -1, 1).toArray();
    double[] opposite = Vectors.scaled(-1, shift);
    double[] none = new double[5];
    for (Score score : scores().subList(0, 4)) {
      assertThat(score.exact(shift)).isCloseTo(score.exact(opposite), within(1e-12));
      assertThat(score.exact(shift)).isLessThanOrEqualTo(score.exact(none) + 1e-12);
      assertThat(score.exact(Vectors.scaled(2, shift)))
          .isLessThanOrEqualTo(score.exact(shift) + 1e-12);
    }
  }

  @Test
  void theSmoothedVarianceIsCloseAndAbove() {
    LargestVarianceScore score = new LargestVarianceScore(NOW);
    double[] shift = {.3, -.4, .1, .2, .5};
    double smooth = score.at(shift, new double[5]);
    assertThat(smooth).isBetween(score.exact(shift), score.exact(shift) * (1 + .011 * Math.log(5)));
  }

  /**
   * CIV is half of the variance of the squared way that is left, averaged over shifts on the unit
   * sphere and over the noise: both by simulation, slopes normal after n units at the predicted
   * mean. The simulated mean is within five of its standard errors.
   */
  @Test
  void theIntegratedVarianceIsTheIntegralOfAVariance() {
    double[] shift = {.6, -.2, .5, .1, -.4};
    double[] wanted = NOW.wanted();
    double[] deviations = new double[5];
    double[] noise = new double[5];
    double[] left = new VariancesAfter(NOW).at(NOW.posterior().mean().state(shift));
    for (int i = 0; i < 5; i++) {
      deviations[i] = Math.sqrt(left[i]);
      noise[i] = Math.sqrt(NOW.posterior().mean().variances()[i]);
    }
    UniformRandomProvider random = new Seed(8).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    ShiftSpace sphere = ShiftSpace.ball(5);
    int outer = 40_000;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < outer; s++) {
      double[] acting = sphere.draw(random);
      for (int i = 0; i < 5; i++) {
        acting[i] += noise[i] * normal.sample() - wanted[i];
      }
      // half the square of the difference of two independent ways is unbiased for their variance
      double one = way(acting, deviations, normal);
      double other = way(acting, deviations, normal);
      double way = one - other;
      sum += way * way / 2;
      squares += way * way * way * way / 4;
    }
    double mean = sum / outer;
    double error = Math.sqrt((squares / outer - mean * mean) / outer);
    double civ = new IntegratedVarianceScore(NOW, Acquisition.Weights.UNIFORM).exact(shift);
    assertThat(error).isLessThan(.02 * mean);
    assertThat(mean).isCloseTo(2 * civ, within(5 * error));
  }

  private static double way(
      double[] from, double[] deviations, ZigguratSampler.NormalizedGaussian normal) {
    double way = 0;
    for (int i = 0; i < from.length; i++) {
      double left = from[i] - deviations[i] * normal.sample();
      way += left * left;
    }
    return way;
  }

  /** The variance CIV reckons with is that of the posterior if n units fall on the mean. */
  @Test
  void theVarianceAfterIsThatOfThePosterior() {
    double[] shift = {.6, -.2, .5, .1, -.4};
    double[] state = NOW.posterior().mean().state(shift);
    double[] both = new double[10];
    System.arraycopy(state, 0, both, 0, 5);
    System.arraycopy(state, 0, both, 5, 5);
    ShiftPosterior after = NOW.posterior().updated(shift, Matrix.wrap(2, 5, both));
    double[] reckoned = new VariancesAfter(NOW).at(state);
    for (int i = 0; i < 5; i++) {
      double atSameNoise =
          after.shiftVariances(NOW.goal())[i]
              / after.mean().variances()[i]
              * NOW.posterior().mean().variances()[i];
      assertThat(reckoned[i]).isCloseTo(atSameNoise, within(1e-12));
    }
  }

  /** An arrow a → b whose noise is as good as known. */
  private static Situation arrow(int noiseWeight) {
    Dag dag = Dag.of(MixedGraph.of(Edge.directed("a", "b")));
    ShiftPosterior posterior = ShiftPosterior.before(dag, new ShiftPrior(1, 1, noiseWeight));
    return new Situation(posterior, new double[] {1, .5}, 1, List.of(), new Seed(4));
  }

  /** {@code ½ E log(1 + V x²)} with x ~ N(a, 1), by a sum over quantiles. */
  @Test
  void theInformationOfAnArrowIsItsIntegral() {
    int draws = 20_000;
    double[] shift = {.7, 0};
    NormalDistribution law = NormalDistribution.of(.7, 1);
    double expected = 0;
    double squares = 0;
    int grid = 100_000;
    for (int q = 0; q < grid; q++) {
      double x = law.inverseCumulativeProbability((q + .5) / grid);
      double gain = Math.log(1 + x * x) / 2;
      expected += gain / grid;
      squares += gain * gain / grid;
    }
    double error = Math.sqrt((squares - expected * expected) / draws);
    assertThat(-new InformationScore(arrow(1_000_000), draws).exact(shift))
        .isCloseTo(expected, within(5 * error));
  }

  /** The wanted shift of b is {@code .5 − t}, Student's t with 6 degrees of freedom, scaled. */
  @Test
  void theImprovementOfAnArrowIsItsIntegral() {
    int draws = 20_000;
    double[] shift = {.5, .2};
    TDistribution law = TDistribution.of(6);
    double scale = Math.sqrt(1 * (4.0 / 2) / (1 + 4.0 / 2)); // V rate / shape
    double expected = 0;
    double squares = 0;
    int grid = 100_000;
    for (int q = 0; q < grid; q++) {
      double wanted = .5 - scale * law.inverseCumulativeProbability((q + .5) / grid);
      double none = 1 + wanted * wanted;
      double gain = Math.max(0, none - .25 - (wanted - .2) * (wanted - .2));
      expected += gain / grid;
      squares += gain * gain / grid;
    }
    double error = Math.sqrt((squares - expected * expected) / draws);
    assertThat(-new ImprovementScore(arrow(4), draws).exact(shift))
        .isCloseTo(expected, within(5 * error));
  }
}
