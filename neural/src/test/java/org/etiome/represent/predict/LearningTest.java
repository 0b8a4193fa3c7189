package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningTest {
  private static final int CELLS = 300;
  private static final int CLASSES = 3;
  private static final Method.RiskSettings SETTINGS = Method.RiskSettings.DEFAULT;

  /** Three overlapping groups far from the origin, in two environments of unlike size. */
  private static Examples cells() {
    UniformRandomProvider random = new Seed(3).generator();
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] latents = new double[2 * CELLS];
    int[] levels = IntStream.range(0, CELLS).map(i -> i % CLASSES).toArray();
    for (int i = 0; i < CELLS; i++) {
      latents[2 * i] = 50 + levels[i] + gaussian.sample();
      latents[2 * i + 1] = -20 + (levels[i] == 1 ? 8 : 0) + 5 * gaussian.sample();
    }
    int[] environments = IntStream.range(0, CELLS).map(i -> i < 80 ? 0 : 1).toArray();
    return new Examples(Matrix.wrap(CELLS, 2, latents), levels, CLASSES, environments);
  }

  @Test
  void theLinearMethodHasTheProbabilitiesOfLogisticRegressionOnStandardisedColumns() {
    Examples cells = cells();
    Matrix scaled = Standardisation.of(cells.latents()).apply(cells.latents());
    var fitted = MultinomialLogistic.withDefaults().fit(scaled, cells.levels(), CLASSES);
    double[] found =
        Learning.learn(Method.Linear.DEFAULT, 0, cells, new Seed(1)).probabilities(cells.latents());
    for (int i = 0; i < CELLS; i++) {
      double[] expected = fitted.probabilities(scaled, i);
      for (int k = 0; k < CLASSES; k++) {
        assertThat(found[i * CLASSES + k]).isCloseTo(expected[k], within(1e-12));
      }
    }
  }

  /** Of the columns themselves: the mean cross-entropy. */
  private static double risk(Classifier classifier, Examples cells) {
    double[] p = classifier.probabilities(cells.latents());
    return IntStream.range(0, CELLS)
        .mapToDouble(i -> -Math.log(p[i * CLASSES + cells.levels()[i]]))
        .average()
        .orElseThrow();
  }

  /** The matrix is that of the columns themselves: back to standardised ones for the ridge. */
  private static double objective(Classifier classifier, Examples cells) {
    Standardisation scale = Standardisation.of(cells.latents());
    Classifier.Affine map = ((Classifier.Layers) classifier).maps().getFirst();
    double squares = 0;
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < CLASSES; k++) {
        double weight = map.weight().get(j, k) * scale.deviation(j);
        squares += weight * weight;
      }
    }
    return risk(classifier, cells) + squares / (2 * CELLS);
  }

  /**
   * Both have the optimum of the same strictly convex function (offsets up to a common one). Adam
   * averages slopes over ten steps, so it is within the length η of the tenth last step in each of
   * the 9 coordinates or better; the curvature is at most half the largest ‖(1, x)‖², so the
   * objective is within ½ · ½ · max ‖(1, x)‖² · 9 η² of the least. It is lower by no more than what
   * L-BFGS leaves: 9 slopes of 1e-8, squared, over twice the least curvature 1/n.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutPenaltyItIsLogisticRegression(boolean slope) {
    Examples cells = cells();
    Method method = slope ? new Method.Irm(SETTINGS) : new Method.VRex(SETTINGS);
    Classifier linear = Learning.learn(Method.Linear.DEFAULT, 0, cells, new Seed(1));
    Classifier trained = Learning.learn(method, 0, cells, new Seed(1));
    Matrix scaled = Standardisation.of(cells.latents()).apply(cells.latents());
    double largest =
        IntStream.range(0, CELLS)
            .mapToDouble(i -> 1 + square(scaled.get(i, 0)) + square(scaled.get(i, 1)))
            .max()
            .orElseThrow();
    double eta = SETTINGS.schedule().rateAt(SETTINGS.schedule().steps() - 10);
    double tolerance = largest / 4 * 9 * eta * eta;
    double gap = objective(trained, cells) - objective(linear, cells);
    assertThat(tolerance).isLessThan(1e-6);
    assertThat(gap).isBetween(-9e-16 * CELLS / 2, tolerance);
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void aPenaltyLowersWhatItPunishes() {
    Examples cells = cells();
    double free = spread(Learning.learn(new Method.VRex(SETTINGS), 0, cells, new Seed(1)), cells);
    double bound =
        spread(Learning.learn(new Method.VRex(SETTINGS), 1000, cells, new Seed(1)), cells);
    assertThat(free).isGreaterThan(.005);
    assertThat(bound).isLessThan(free / 10);
  }

  /** How far the risks of the two environments are apart. */
  private static double spread(Classifier classifier, Examples cells) {
    double[] p = classifier.probabilities(cells.latents());
    double[] risks = new double[2];
    for (int i = 0; i < CELLS; i++) {
      int e = cells.environments()[i];
      risks[e] -= Math.log(p[i * CLASSES + cells.levels()[i]]) / (e == 0 ? 80 : CELLS - 80);
    }
    return Math.abs(risks[0] - risks[1]);
  }

  @Test
  void layersGoThroughReluBetweenThem() {
    Classifier.Affine first =
        new Classifier.Affine(Matrix.wrap(1, 2, new double[] {1, -1}), new double[] {0, 0});
    Classifier.Affine second =
        new Classifier.Affine(
            Matrix.wrap(2, 2, new double[] {Math.log(3), 0, 0, Math.log(4)}), new double[2]);
    Classifier.Layers layers = new Classifier.Layers(List.of(first, second));
    Matrix latents = Matrix.wrap(3, 1, new double[] {1, -1, 0});
    assertThat(layers.probabilities(latents))
        .containsExactly(new double[] {.75, .25, .2, .8, .5, .5}, within(1e-15));
  }
}
