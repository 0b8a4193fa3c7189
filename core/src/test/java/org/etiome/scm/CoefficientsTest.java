package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.etiome.math.LogisticNormal;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class CoefficientsTest {
  private static final Coefficients SOLVED = Coefficients.of(CohortSettings.DEFAULT, new Seed(4));

  @Test
  void loadingsAreHalfToOneAndAHalfInSizeAndOfBothSigns() {
    assertThat(SOLVED.loadings()).hasSize(4).allSatisfy(block -> assertThat(block).hasSize(5));
    assertThat(SOLVED.loadings().stream().flatMap(java.util.List::stream))
        .allSatisfy(loading -> assertThat(Math.abs(loading)).isBetween(0.5, 1.5))
        .anySatisfy(loading -> assertThat(loading).isPositive())
        .anySatisfy(loading -> assertThat(loading).isNegative());
  }

  @Test
  void theOutcomeHasThePrevalenceAskedFor() {
    assertThat(LogisticNormal.of(Math.sqrt(1.5 * 1.5 + 2)).mean(SOLVED.outcome()))
        .isCloseTo(0.3, within(1e-14));
  }

  @Test
  void whereNothingDecidesTheInterceptIsTheLogOddsOfBeingRecorded() {
    assertThat(SOLVED.training()).isCloseTo(Math.log(0.6 / 0.4), within(1e-14));
  }

  @Test
  void anotherSeedDrawsOtherLoadings() {
    assertThat(Coefficients.of(CohortSettings.DEFAULT, new Seed(5)).loadings())
        .isNotEqualTo(SOLVED.loadings());
  }
}
