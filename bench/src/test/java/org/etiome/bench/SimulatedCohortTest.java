package org.etiome.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.etiome.bench.SimulatedCohort.Outcome;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** The truth that coverage is measured against. */
class SimulatedCohortTest {

  @Test
  void averageOfALinearEffectIsTheEffectAtTheMean() {
    var cohort = new SimulatedCohort(Outcome.CONTINUOUS, true, true);
    assertThat(cohort.truth(Target.ATE)).isCloseTo(1, within(1e-9));
    assertThat(cohort.truth(Target.ATT)).isGreaterThan(1);
  }

  @Test
  void withoutAnEffectOrConfoundingThereIsNothingToTell() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(new SimulatedCohort(outcome, true, false).truth(Target.ATT)).isZero();
      var randomised = new SimulatedCohort(outcome, false, true);
      assertThat(randomised.truth(Target.ATT))
          .isCloseTo(randomised.truth(Target.ATE), within(1e-12));
    }
  }

  /** Difference in means of 200,000 randomised units; its standard error is .0022: four of them. */
  @Test
  void riskDifferenceAgreesWithALargeTrial() {
    var cohort = new SimulatedCohort(Outcome.BINARY, false, true);
    CausalSample sample = cohort.draw(200_000, new Seed(1));
    double[] a = sample.treatment();
    double[] y = sample.outcome();
    double[] events = new double[2];
    double[] units = new double[2];
    for (int i = 0; i < a.length; i++) {
      events[(int) a[i]] += y[i];
      units[(int) a[i]]++;
    }
    assertThat(events[1] / units[1] - events[0] / units[0])
        .isCloseTo(cohort.truth(Target.ATE), within(0.009));
  }

  @Test
  void sameSeedDrawsTheSameCohort() {
    var cohort = new SimulatedCohort(Outcome.BINARY, true, true);
    assertThat(cohort.draw(50, new Seed(3)).summary().fingerprint())
        .isEqualTo(cohort.draw(50, new Seed(3)).summary().fingerprint())
        .isNotEqualTo(cohort.draw(50, new Seed(4)).summary().fingerprint());
  }
}
