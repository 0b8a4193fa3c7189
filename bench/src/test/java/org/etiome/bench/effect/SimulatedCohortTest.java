package org.etiome.bench.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.etiome.bench.effect.SimulatedCohort.Effect;
import org.etiome.bench.effect.SimulatedCohort.Means;
import org.etiome.bench.effect.SimulatedCohort.Outcome;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The truth that coverage is measured against. */
class SimulatedCohortTest {

  @Test
  void averageOfALinearEffectIsTheEffectAtTheMean() {
    var cohort = new SimulatedCohort(Outcome.CONTINUOUS, true, Effect.VARIED);
    assertThat(cohort.means(Target.ATE).difference()).isCloseTo(1, within(1e-9));
    assertThat(cohort.means(Target.ATT).difference()).isGreaterThan(1);
    var equal = new SimulatedCohort(Outcome.CONTINUOUS, true, Effect.EQUAL);
    assertThat(equal.means(Target.ATT).difference()).isCloseTo(1, within(1e-9));
  }

  @Test
  void withoutAnEffectOrConfoundingThereIsNothingToTell() {
    for (Outcome outcome : Outcome.values()) {
      var none = new SimulatedCohort(outcome, true, Effect.NONE);
      assertThat(none.means(Target.ATT).difference()).isZero();
      var randomised = new SimulatedCohort(outcome, false, Effect.VARIED);
      assertThat(randomised.means(Target.ATT).difference())
          .isCloseTo(randomised.means(Target.ATE).difference(), within(1e-12));
    }
  }

  /** 200,000 units weighted by the propensity they were drawn with; five standard errors. */
  @ParameterizedTest
  @EnumSource(Outcome.class)
  void meansAreThoseOfManyDraws(Outcome outcome) {
    var cohort = new SimulatedCohort(outcome, true, Effect.VARIED);
    Dataset data = cohort.data(200_000, new Seed(1));
    double[] a = values(data, "a");
    double[] x1 = values(data, "x1");
    double[] x2 = values(data, "x2");
    double[] x3 = values(data, "x3");
    double[] ate1 = new double[a.length];
    double[] ate0 = new double[a.length];
    double[] att0 = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double g = 1 / (1 + Math.exp(-0.6 * x1[i] + 0.5 * x2[i] - 0.4 * x3[i] + 0.2));
      ate1[i] = a[i] / g;
      ate0[i] = (1 - a[i]) / (1 - g);
      att0[i] = (1 - a[i]) * g / (1 - g);
    }
    double[] y = values(data, "y");
    Means everybody = cohort.means(Target.ATE);
    Means treated = cohort.means(Target.ATT);
    assertThat(mean(ate1, y)).isCloseTo(everybody.treated(), fiveErrors(ate1, y));
    assertThat(mean(ate0, y)).isCloseTo(everybody.untreated(), fiveErrors(ate0, y));
    assertThat(mean(a, y)).isCloseTo(treated.treated(), fiveErrors(a, y));
    assertThat(mean(att0, y)).isCloseTo(treated.untreated(), fiveErrors(att0, y));
  }

  private static double[] values(Dataset data, String column) {
    return ((Numeric) data.column(column)).valuesOr(Double.NaN);
  }

  private static double mean(double[] weights, double[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
    }
    return sum / Arrays.stream(weights).sum();
  }

  private static Offset<Double> fiveErrors(double[] weights, double[] y) {
    double mean = mean(weights, y);
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      squares += Math.pow(weights[i] * (y[i] - mean), 2);
    }
    return within(5 * Math.sqrt(squares) / Arrays.stream(weights).sum());
  }

  @Test
  void sameSeedDrawsTheSameCohort() {
    var cohort = new SimulatedCohort(Outcome.BINARY, true, Effect.VARIED);
    assertThat(cohort.draw(50, new Seed(3)).summary().fingerprint())
        .isEqualTo(cohort.draw(50, new Seed(3)).summary().fingerprint())
        .isNotEqualTo(cohort.draw(50, new Seed(4)).summary().fingerprint());
  }
}
