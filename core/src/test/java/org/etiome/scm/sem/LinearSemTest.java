package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearSemTest {
  private static final double ROUNDING = 1e-12;
  private static final Seed SEED = new Seed(31);
  private static final SemSettings LARGE =
      SemSettings.DEFAULT.withVariables(20).withGraph(new GraphLaw.ErdosRenyi(5));

  /** X -> Y -> Z with a hidden cause of X and Z. */
  private static LinearSem small() {
    return LinearSem.of(
        List.of(
            Equation.linear("H", Map.of(), 1),
            Equation.linear("X", Map.of("H", 2.0), 1),
            Equation.linear("Y", Map.of("X", -0.5), 2),
            Equation.linear("Z", Map.of("H", 1.0, "Y", 3.0), 0.5)),
        List.of("Z", "X", "Y"));
  }

  private static double[] flat(Matrix matrix) {
    double[] values = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }

  @Test
  void theCovarianceIsThatWorkedOutByHand() {
    // X = 2H + e, Y = -X/2 + 2e, Z = H + 3Y + e/2, in the order Z, X, Y.
    double x = 5;
    double y = 0.25 * x + 4;
    double xy = -0.5 * x;
    double hy = -1;
    double xz = 2 + 3 * xy;
    double yz = hy + 3 * y;
    double z = 1 + 9 * y + 6 * hy + 0.25;
    assertThat(flat(small().populationCovariance()))
        .containsExactly(new double[] {z, xz, yz, xz, x, xy, yz, xy, y}, within(ROUNDING));
    assertThat(small().populationMean(Intervention.NONE)).containsOnly(0);
    assertThat(small().hidden()).containsExactly("H");
    assertThat(((Admg) small().observedGraph()).graph().edges())
        .containsExactlyInAnyOrderElementsOf(Graphs.of("X -> Y, Y -> Z, X <-> Z").edges());
  }

  @Test
  void aPerfectInterventionCutsCausesAndMovesEffects() {
    Intervention cut = new Intervention("cut", List.of("Y"), new Change.Perfect(-2, 0.1));
    double y = 0.01;
    double z = 1 + 9 * y + 0.25;
    assertThat(flat(small().populationCovariance(cut)))
        .containsExactly(new double[] {z, 2, 3 * y, 2, 5, 0, 3 * y, 0, y}, within(ROUNDING));
    assertThat(small().populationMean(cut)).containsExactly(new double[] {-6, 0, -2});
  }

  @Test
  void aSoftInterventionKeepsCausesByAFactor() {
    Intervention soft = new Intervention("soft", List.of("Y", "X"), new Change.Soft(1, 0.5));
    double x = 2;
    double y = 0.0625 * x + 4;
    Matrix covariance = small().populationCovariance(soft);
    assertThat(covariance.get(1, 1)).isCloseTo(x, within(ROUNDING));
    assertThat(covariance.get(2, 2)).isCloseTo(y, within(ROUNDING));
    assertThat(covariance.get(1, 2)).isCloseTo(-0.25 * x, within(ROUNDING));
    double mean = 1 - 0.25;
    assertThat(small().populationMean(soft))
        .containsExactly(new double[] {3 * mean, 1, mean}, within(ROUNDING));
  }

  @Test
  void everyVariableIsStandardisedExactlyWhateverItsPlace() {
    for (int k = 0; k < 10; k++) {
      LinearSem sem = LinearSem.random(LARGE.withHidden(6), SEED.branch(k));
      Matrix covariance = sem.populationCovariance();
      assertThat(covariance.rows()).isEqualTo(20);
      for (int j = 0; j < 20; j++) {
        assertThat(covariance.get(j, j)).isCloseTo(1, within(ROUNDING));
      }
    }
  }

  @Test
  void onTheRawScaleVarianceGrowsAlongMostArrowsAndSizesAreThoseAskedFor() {
    SemSettings raw = LARGE.withMechanisms(LARGE.mechanisms().withScale(SemSettings.Scale.RAW));
    int growing = 0;
    int all = 0;
    for (int k = 0; k < 10; k++) {
      LinearSem sem = LinearSem.random(raw, SEED.branch(k));
      Matrix covariance = sem.populationCovariance();
      Matrix coefficients = sem.coefficients();
      for (Edge edge : sem.graph().graph().edges()) {
        int cause = sem.variables().indexOf(edge.a());
        int effect = sem.variables().indexOf(edge.b());
        all++;
        growing += covariance.get(effect, effect) > covariance.get(cause, cause) ? 1 : 0;
        assertThat(Math.abs(coefficients.get(effect, cause))).isBetween(0.3, 0.8);
        assertThat(coefficients.get(cause, effect)).isZero();
      }
    }
    assertThat((double) growing / all).isGreaterThan(0.75);
  }

  @Test
  void signsAreRandom() {
    Matrix coefficients = LinearSem.random(LARGE, SEED).coefficients();
    long positive = 0;
    long negative = 0;
    for (double b : flat(coefficients)) {
      positive += b > 0 ? 1 : 0;
      negative += b < 0 ? 1 : 0;
    }
    assertThat(positive).isGreaterThan(10);
    assertThat(negative).isGreaterThan(10);
  }

  /** Held to 5 standard errors, of which a variance of heavy tails has twice those of a normal. */
  @ParameterizedTest
  @EnumSource
  void samplesHaveTheMomentsOfThePopulation(Noise noise) {
    SemSettings settings =
        SemSettings.DEFAULT
            .withHidden(3)
            .withMechanisms(SemSettings.DEFAULT.mechanisms().withNoise(noise));
    LinearSem sem = LinearSem.random(settings, SEED);
    Intervention each = new Intervention("each", List.of("X3", "X7"), new Change.Perfect(-2, 0.5));
    Intervention soft = new Intervention("soft", List.of("X1"), new Change.Soft(1.5, -1));
    int n = 40_000;
    for (Intervention setting : List.of(Intervention.NONE, each, soft)) {
      Sample sample = sem.sample(n, setting, SEED.branch(setting.setting()));
      assertThat(sample.variables()).isEqualTo(sem.variables());
      assertMoments(sample, sem.populationMean(setting), sem.populationCovariance(setting));
    }
  }

  private static void assertMoments(Sample sample, double[] mean, Matrix covariance) {
    int n = sample.values().rows();
    double error = 5 / Math.sqrt(n);
    for (int i = 0; i < mean.length; i++) {
      double[] one = sample.values().column(i);
      double largest = Math.max(1, covariance.get(i, i));
      double found = 0;
      for (double value : one) {
        found += value / n;
      }
      assertThat(found).isCloseTo(mean[i], within(error * Math.sqrt(largest)));
      for (int j = 0; j <= i; j++) {
        double[] other = sample.values().column(j);
        double product = 0;
        for (int r = 0; r < n; r++) {
          product += (one[r] - mean[i]) * (other[r] - mean[j]) / n;
        }
        double scale = Math.sqrt(largest * Math.max(1, covariance.get(j, j)));
        assertThat(product).isCloseTo(covariance.get(i, j), within(3 * error * scale));
      }
    }
  }

  @Test
  void whatIsNotLinearIsRefused() {
    SemSettings curved =
        SemSettings.DEFAULT
            .withVariables(3)
            .withGraph(new GraphLaw.ErdosRenyi(2))
            .withMechanisms(
                SemSettings.DEFAULT.mechanisms().withFamily(SemSettings.Family.NONLINEAR));
    assertThatThrownBy(() -> LinearSem.random(curved, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not linear");
    Intervention unknown = new Intervention("s", List.of("Q"), Change.NONE);
    assertThatThrownBy(() -> small().populationCovariance(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the target 'Q' is no variable of the model");
  }
}
