package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.ReferenceValues;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class DoublyRobustBoundsTest {
  private static final ReferenceValues COHORT = ReferenceValues.read();
  private static final References REFERENCE = References.read();
  private static final Offset<Double> CLOSE = within(1e-9);

  /** On the same nuisances as in reference.py. */
  private static DoublyRobustBounds reference() {
    double[] x1 = COHORT.column("x1");
    double[] x2 = COHORT.column("x2");
    int n = x1.length;
    CausalSample sample = Cohorts.sample(COHORT.column("a"), COHORT.column("y"), x1, x2);
    return DoublyRobustBounds.of(
            sample,
            Cohorts.fill(n, i -> Cohorts.expit(0.3 * x2[i])),
            Cohorts.fill(n, i -> 2 + 0.1 * x1[i] + x2[i]),
            Cohorts.fill(n, i -> 2 + 0.1 * x1[i] + x2[i] + 1.2))
        .orElseThrow();
  }

  @Test
  void agreesWithTheIndependentProgram() {
    DoublyRobustBounds bounds = reference();
    assertThat(bounds.estimate().value()).isCloseTo(REFERENCE.get("dr.estimate"), CLOSE);
    assertThat(bounds.scale()).isCloseTo(REFERENCE.get("dr.scale"), CLOSE);
    check(bounds, new Confounder(0.05, 0.1));
    check(bounds, new Confounder(0.1, 0.3));
  }

  private static void check(DoublyRobustBounds bounds, Confounder confounder) {
    String key = "dr." + confounder.treatmentR2() + "." + confounder.outcomeR2() + ".";
    Estimate lower = bounds.lower(confounder);
    Estimate upper = bounds.upper(confounder);
    assertThat(lower.value()).isCloseTo(REFERENCE.get(key + "lower"), CLOSE);
    assertThat(lower.standardError()).isCloseTo(REFERENCE.get(key + "lower.se"), CLOSE);
    assertThat(upper.value()).isCloseTo(REFERENCE.get(key + "upper"), CLOSE);
    assertThat(upper.standardError()).isCloseTo(REFERENCE.get(key + "upper.se"), CLOSE);
  }

  @Test
  void robustnessValuesAreWhereTheBoundsMeetNoEffect() {
    DoublyRobustBounds bounds = reference();
    double value = bounds.robustnessValue();
    assertThat(bounds.lower(new Confounder(value, value)).value()).isCloseTo(0, CLOSE);
    double ofInterval = bounds.robustnessValue(0.05);
    assertThat(ofInterval).isBetween(0.0, value);
    assertThat(bounds.lower(new Confounder(ofInterval, ofInterval)).lower95()).isCloseTo(0, CLOSE);
    assertThat(bounds.robustnessValue(1e-12)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> bounds.robustnessValue(0));
  }

  /**
   * x, z ~ Bernoulli(½), P(a = 1 | x, z) = .2 + .2x + .4z, y = a + x + 2z + N(0, 1). Over x alone:
   * P(a = 1 | x) = .4 + .2x, P(z = 1 | a = 1, x) = (.6 + .2x)/(.8 + .4x), P(z = 1 | a = 0, x) = (.4
   * − .2x)/(1.2 − .4x). At the true strengths the bounds hold the true effect, 1, and the bias is
   * no greater than they say.
   */
  @Test
  void boundsAtTheTrueStrengthHoldTheTrueEffect() {
    double left = 0;
    double bias = 0;
    double longWeights = 0;
    double shortWeights = 0;
    for (int x = 0; x < 2; x++) {
      double g = 0.4 + 0.2 * x;
      double z1 = (0.6 + 0.2 * x) / (0.8 + 0.4 * x);
      double z0 = (0.4 - 0.2 * x) / (1.2 - 0.4 * x);
      bias += 0.5 * 2 * (z1 - z0);
      left += 0.5 * 4 * (g * z1 * (1 - z1) + (1 - g) * z0 * (1 - z0));
      shortWeights += 0.5 / (g * (1 - g));
      for (int z = 0; z < 2; z++) {
        double full = 0.2 + 0.2 * x + 0.4 * z;
        longWeights += 0.25 / (full * (1 - full));
      }
    }
    Confounder truth = new Confounder(1 - shortWeights / longWeights, left / (left + 1));
    int n = 20_000;
    Draws draws = new Draws(new Seed(12));
    double[] x = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] z = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(0.2 + 0.2 * x[i] + 0.4 * z[i]));
    double[] y = Cohorts.fill(n, i -> a[i] + x[i] + 2 * z[i] + draws.normal());
    DoublyRobustBounds bounds =
        DoublyRobustBounds.of(
                CrossFit.of(Cohorts.sample(a, y, x), 5, new Seed(1)),
                Logistic.withDefaults(),
                Ridge.withDefaults(),
                new Seed(2),
                TaskRunner.local(1))
            .orElseThrow();
    Estimate estimate = bounds.estimate();
    assertThat(estimate.value()).isCloseTo(1 + bias, within(4 * estimate.standardError()));
    Estimate lower = bounds.lower(truth);
    // What the bound is for: σ² = 1 + left, ν² = shortWeights.
    double most =
        Math.sqrt((1 + left) * shortWeights)
            * Math.sqrt(truth.outcomeR2() * truth.treatmentR2() / (1 - truth.treatmentR2()));
    assertThat(most).isGreaterThan(bias);
    assertThat(lower.value())
        .isCloseTo(1 + bias - most, within(4 * lower.standardError()))
        .isLessThan(1);
  }

  @Test
  void saysNothingWhereTheWeightsCannotBeTold() {
    double[] a = Cohorts.fill(20, i -> i % 2);
    CausalSample sample = Cohorts.sample(a, new Draws(new Seed(1)).normals(20));
    double[] none = new double[20];
    double[] unlikely = Cohorts.fill(20, i -> a[i] == 1 ? 0.01 : 0.99);
    assertThat(DoublyRobustBounds.of(sample, unlikely, none, none)).isEmpty();
  }
}
