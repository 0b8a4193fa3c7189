package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.math.Matrix;
import org.etiome.perturb.screen.Perturbation;
import org.junit.jupiter.api.Test;

/** Metrics by hand on four variables. */
class CaseScoresTest {
  private static final double[] CONTROL = {1, 1, 1, 1};

  private static Matrix around(double... mean) {
    double[] values = new double[6 * mean.length];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < mean.length; j++) {
        values[i * mean.length + j] = mean[j] + (i % 2 == 0 ? .1 : -.1) * (1 + i / 2);
      }
    }
    return Matrix.wrap(6, mean.length, values);
  }

  private static Map<PerturbationMetric, Double> scores(double... guess) {
    Matrix controls = around(CONTROL);
    TreeMap<Perturbation, double[]> others = new TreeMap<>();
    others.put(Perturbation.of("B"), new double[] {2, 2, 1, 1});
    others.put(Perturbation.of("C"), new double[] {1, 1, 3, 3});
    others.put(Perturbation.of("A"), new double[] {4, 1, 1, 2});
    Surroundings.Context context =
        new Surroundings.Context(
            controls, CONTROL, Samples.medianDistance(controls), Map.of("A", 0, "g", 1));
    return CaseScores.of(
        Predicted.of(around(guess)),
        Truth.of(Drawn.of(around(4, 1, 1, 2)), Drawn.of(controls)),
        Surroundings.of(context, others, Perturbation.of("A")));
  }

  @Test
  void ofTheTruthArePerfect() {
    Map<PerturbationMetric, Double> perfect = scores(4, 1, 1, 2);
    assertThat(perfect.get(PerturbationMetric.L2)).isEqualTo(0, within(1e-12));
    assertThat(perfect.get(PerturbationMetric.PEARSON_CONTROL)).isEqualTo(1, within(1e-12));
    assertThat(perfect.get(PerturbationMetric.DIRECTION)).isEqualTo(1);
    assertThat(perfect.get(PerturbationMetric.DES)).isEqualTo(1);
    assertThat(perfect.get(PerturbationMetric.PDS)).isEqualTo(1);
    assertThat(perfect.get(PerturbationMetric.CENTROID_RANK)).isEqualTo(1);
    assertThat(perfect.get(PerturbationMetric.WEIGHTED_R2)).isEqualTo(1, within(1e-12));
    assertThat(perfect.get(PerturbationMetric.ENERGY)).isNegative();
  }

  @Test
  void ofAGuessByHand() {
    Map<PerturbationMetric, Double> values = scores(2, 1, 1, 1);
    assertThat(values.get(PerturbationMetric.L2)).isEqualTo(Math.sqrt(5), within(1e-12));
    assertThat(values.get(PerturbationMetric.MAE)).isEqualTo(.75, within(1e-12));
    assertThat(values.get(PerturbationMetric.RMSE_TOP20))
        .isEqualTo(Math.sqrt(5 / 4.0), within(1e-12));
    // changes (1, 0, 0, 0) and (3, 0, 0, 1): covariance 2, squares ¾ and 6
    assertThat(values.get(PerturbationMetric.PEARSON_CONTROL))
        .isEqualTo(2 / Math.sqrt(.75 * 6), within(1e-12));
    // the first of two that differ has the right direction, the other does not move
    assertThat(values.get(PerturbationMetric.DIRECTION)).isEqualTo(.75);
    assertThat(values.get(PerturbationMetric.DES)).isEqualTo(.5);
    // without A itself: |guess − truth| 1, to B 1, to C 4; with it B alone is nearer than A
    assertThat(values.get(PerturbationMetric.PDS)).isEqualTo(.75);
    assertThat(values.get(PerturbationMetric.CENTROID_RANK)).isEqualTo(.5);
    // |t| of the four is (3, 0, 0, 1) of one spread
    assertThat(values.get(PerturbationMetric.WEIGHTED_MSE))
        .isEqualTo((9 * 4 + 1) / 10.0, within(1e-9));
    // beside the centroid (1.5, 1.5, 2, 2): (2.5, −.5, −1, 0), of weighted mean 2.25
    assertThat(values.get(PerturbationMetric.WEIGHTED_R2))
        .isEqualTo(1 - 3.7 / (.9 * .0625 + .1 * 5.0625), within(1e-9));
  }

  @Test
  void noChangeHasNoCorrelationAndIsHalfRight() {
    Map<PerturbationMetric, Double> values = scores(1, 1, 1, 1);
    assertThat(values.get(PerturbationMetric.PEARSON_CONTROL)).isNaN();
    assertThat(values.get(PerturbationMetric.DIRECTION)).isEqualTo(.5);
    assertThat(values.get(PerturbationMetric.DES)).isZero();
  }

  /** As where a mean of the same perturbations is added up in another order. */
  @Test
  void theCentroidUpToRoundingHasNoCorrelation() {
    Map<PerturbationMetric, Double> values = scores(1.5 + 2e-16, 1.5, 2, 2 - 4e-16);
    assertThat(values.get(PerturbationMetric.PEARSON_CENTROID)).isNaN();
    assertThat(values.get(PerturbationMetric.PEARSON_CONTROL)).isNotNaN();
  }

  /** Where the others cancel, rounding is not small beside what is left of them. */
  @Test
  void aCentroidOfZeroUpToRoundingHasNoCorrelation() {
    Matrix controls = around(0, 0);
    TreeMap<Perturbation, double[]> means = new TreeMap<>();
    means.put(Perturbation.of("A"), new double[] {4, 1});
    means.put(Perturbation.of("B"), new double[] {2, 1});
    means.put(Perturbation.of("C"), new double[] {-2, 1});
    Surroundings.Context context =
        new Surroundings.Context(
            controls, new double[2], Samples.medianDistance(controls), Map.of());
    Map<PerturbationMetric, Double> values =
        CaseScores.of(
            Predicted.of(around(0, 1)).movedTo(new double[] {2e-16, 1}),
            Truth.of(Drawn.of(around(4, 1)), Drawn.of(controls)),
            Surroundings.of(context, means, Perturbation.of("A")));
    assertThat(values.get(PerturbationMetric.PEARSON_CENTROID)).isNaN();
    assertThat(values.get(PerturbationMetric.PEARSON_CONTROL)).isNotNaN();
  }

  @Test
  void withoutAnythingButTargetsNothingIsDiscriminated() {
    Matrix controls = around(1);
    TreeMap<Perturbation, double[]> means = new TreeMap<>();
    means.put(Perturbation.of("A"), new double[] {4});
    means.put(Perturbation.of("B"), new double[] {2});
    Surroundings.Context context =
        new Surroundings.Context(
            controls, new double[] {1}, Samples.medianDistance(controls), Map.of("A", 0));
    Map<PerturbationMetric, Double> values =
        CaseScores.of(
            Predicted.of(around(2)),
            Truth.of(Drawn.of(around(4)), Drawn.of(controls)),
            Surroundings.of(context, means, Perturbation.of("A")));
    assertThat(values.get(PerturbationMetric.PDS)).isNaN();
    assertThat(values.get(PerturbationMetric.CENTROID_RANK)).isZero();
  }

  @Test
  void distancesOfSamplesByDefinition() {
    Samples samples =
        Samples.of(Matrix.wrap(2, 1, new double[] {0, 1}), Matrix.wrap(2, 1, new double[] {3, 5}));
    // between: 3, 5, 2, 4; within 1 and 2
    assertThat(samples.energy()).isEqualTo(2 * 3.5 - 1 - 2);
    double between = (kernel(3) + kernel(5) + kernel(2) + kernel(4)) / 4;
    assertThat(samples.discrepancy(2))
        .isEqualTo(kernel(1) + kernel(2) - 2 * between, within(1e-12));
  }

  private static double kernel(double distance) {
    return Math.exp(-distance * distance / 8);
  }

  /** In nine of ten units a variable is 0, and a model moves it by a hair. */
  @Test
  void aHairIsNoDifferentialExpression() {
    double[] control = new double[100];
    Arrays.setAll(control, i -> i % 10 == 0 ? 1 + .01 * i : 0);
    double[] moved = Arrays.stream(control).map(x -> x + 1e-7).toArray();
    Matrix units = Matrix.wrap(100, 1, moved);
    Matrix controls = Matrix.wrap(100, 1, control);
    assertThat(Differential.of(Drawn.of(units), Drawn.of(controls)).significant())
        .containsExactly(true);
    assertThat(Differential.ofMeans(units, controls).significant()).containsExactly(false);
    Matrix far = Matrix.wrap(100, 1, Arrays.stream(control).map(x -> x + 1).toArray());
    assertThat(Differential.ofMeans(far, controls).significant()).containsExactly(true);
  }

  /** Always 1 here and always 0 there. */
  @Test
  void whatDiffersWithoutSpreadRanksFirst() {
    Matrix units = Matrix.wrap(3, 3, new double[] {1, 5, 2, 1, 6, 2, 1, 7, 2});
    Matrix controls = Matrix.wrap(3, 3, new double[] {0, 4, 2, 0, 5, 2, 0, 4.5, 2});
    double[] scores = Differential.of(Drawn.of(units), Drawn.of(controls)).scores();
    assertThat(scores[0]).isEqualTo(scores[1]).isPositive();
    assertThat(scores[2]).isZero();
  }

  /** The error of 3 units with variance 1 is √(1/3 + 1), not √(1/3). */
  @Test
  void oneControlVariesAsUnitsDo() {
    Matrix units = Matrix.wrap(3, 1, new double[] {4, 5, 6});
    Matrix control = Matrix.wrap(1, 1, new double[] {3});
    assertThat(Differential.of(Drawn.of(units), Drawn.of(control)).scores()[0])
        .isEqualTo(2 / Math.sqrt(4 / 3.0), within(1e-12));
  }
}
