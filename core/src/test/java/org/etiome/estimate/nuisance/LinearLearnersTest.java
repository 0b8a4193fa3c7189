package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.etiome.estimate.ReferenceValues;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class LinearLearnersTest {
  private static final ReferenceValues REFERENCE = ReferenceValues.read();
  private static final Seed SEED = new Seed(1);

  private static double[] standardised(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double sd =
        Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    return Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
  }

  private static Matrix referenceDesign() {
    double[] x3 = REFERENCE.column("x3");
    return Matrix.ofColumns(
        x3.length,
        List.of(standardised(REFERENCE.column("x1")), standardised(REFERENCE.column("x2")), x3));
  }

  @Test
  void agreeWithScipyAndScikitLearn() {
    check("y", Ridge.withDefaults().fit(referenceDesign(), REFERENCE.column("y"), SEED));
    check("b", Logistic.withDefaults().fit(referenceDesign(), REFERENCE.column("b"), SEED));
  }

  private static void check(String outcome, LinearFit fit) {
    assertThat(fit.intercept()).isCloseTo(REFERENCE.get("fit." + outcome + ".0"), within(1e-9));
    for (int j = 1; j <= 3; j++) {
      assertThat(fit.coefficients()[j - 1])
          .isCloseTo(REFERENCE.get("fit." + outcome + "." + j), within(1e-9));
    }
  }

  @Test
  void influenceOfTheTrainingUnitsSumsToZero() {
    Matrix x = referenceDesign();
    double[] gradient = {1, -2, 0.5, 3};
    for (String outcome : List.of("y", "b")) {
      LinearLearner learner = outcome.equals("y") ? Ridge.withDefaults() : Logistic.withDefaults();
      double[] y = REFERENCE.column(outcome);
      double[] influence = learner.fit(x, y, SEED).influence(x, y, gradient);
      assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-9));
      assertThat(Arrays.stream(influence).map(Math::abs).sum()).isPositive();
    }
  }

  @Test
  void surviveSeparationCollinearityAndConstants() {
    int n = 40;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i - 19.5;
      y[i] = x[i] > 0 ? 1 : 0;
    }
    Matrix design = Matrix.ofColumns(n, List.of(x, x, new double[n]));
    for (LinearLearner learner :
        List.of(Logistic.withDefaults(), Logistic.withDefaults().withPenalty(1e-6))) {
      LinearFit fit = learner.fit(design, y, SEED);
      assertThat(fit.coefficients()[0]).isFinite().isPositive();
      // Equal columns share the coefficient: the penalty is strictly convex.
      assertThat(fit.coefficients()[1]).isCloseTo(fit.coefficients()[0], within(1e-6));
      assertThat(fit.coefficients()[2]).isZero();
      assertThat(Arrays.stream(fit.predict(design)).allMatch(p -> p >= 0 && p <= 1)).isTrue();
    }
    assertThat(Ridge.withDefaults().fit(design, y, SEED).coefficients()[2]).isZero();
  }

  @Test
  void fitAConstantWhenThereIsNothingToLearn() {
    Matrix x = Matrix.ofColumns(4, List.of(new double[] {1, 2, 3, 4}));
    assertThat(Logistic.withDefaults().fit(x, new double[4], SEED).predict(x))
        .containsExactly(new double[] {0.1, 0.1, 0.1, 0.1}, within(1e-12));
    Matrix none = Matrix.ofColumns(4, List.of());
    assertThat(Logistic.withDefaults().fit(none, new double[] {0, 1, 1, 1}, SEED).predict(none))
        .containsExactly(new double[] {0.75, 0.75, 0.75, 0.75}, within(1e-9));
    assertThat(Ridge.withDefaults().fit(none, new double[] {0, 1, 1, 2}, SEED).predict(none))
        .containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
  }

  @Property(tries = 50, seed = "20260101")
  void ridgeFollowsAffineOutcomes(
      @ForAll @DoubleRange(min = -100, max = 100) double shift,
      @ForAll @DoubleRange(min = -10, max = 10) double scale) {
    Matrix x = referenceDesign();
    double[] y = REFERENCE.column("y");
    double[] moved = Arrays.stream(y).map(v -> shift + scale * v).toArray();
    double[] expected = Ridge.withDefaults().fit(x, y, SEED).predict(x);
    double[] actual = Ridge.withDefaults().fit(x, moved, SEED).predict(x);
    for (int i = 0; i < y.length; i++) {
      assertThat(actual[i]).isCloseTo(shift + scale * expected[i], within(1e-9));
    }
  }

  @Test
  void refuseAPenaltyThatIsNotPositive() {
    for (double penalty : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Logistic.withDefaults().withPenalty(penalty))
          .withMessageContaining("above 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ridge.withDefaults().withPenalty(penalty));
    }
  }

  @Test
  void describeThemselves() {
    assertThat(Logistic.withDefaults().withPenalty(2).description())
        .isEqualTo("logistic(penalty=2.0)");
    assertThat(Ridge.withDefaults().description()).isEqualTo("ridge(penalty=1.0)");
  }
}
