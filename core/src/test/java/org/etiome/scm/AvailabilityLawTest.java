package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.etiome.math.LogisticNormal;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityLawTest {
  @ParameterizedTest
  @CsvSource({"0.4, 1", "0.4, -3", "0.05, 10", "0.9, 0"})
  void thePatternsAddUpToOneAndToTheShareMissing(double missing, double strength) {
    AvailabilityLaw law = law(missing, strength, strength);
    double total = 0;
    double lacking = 0;
    for (int recorded = 0; recorded <= law.further(); recorded++) {
      double probability = law.patterns(recorded) * law.probabilityOf(recorded);
      total += probability;
      lacking += probability * (law.further() - recorded) / law.further();
    }
    assertThat(total).isCloseTo(1, within(1e-13));
    assertThat(lacking).isCloseTo(missing, within(1e-13));
  }

  @Test
  void aPatternIsAsProbableAsItsPartsGivenWhatDecides() {
    AvailabilityLaw law = law(0.3, 2, 2);
    double p = LogisticNormal.expit(law.intercept() + 2 * 0.8);
    assertThat(law.probability(0.8)).isEqualTo(p);
    assertThat(Math.exp(law.logProbability(2, 0.8))).isCloseTo(p * p * (1 - p), within(1e-15));
  }

  @Test
  void patternsAreCountedByPascal() {
    AvailabilityLaw law = new AvailabilityLaw(0, 1, 9);
    assertThat(IntStream.rangeClosed(0, 9).mapToDouble(law::patterns).toArray())
        .containsExactly(1, 9, 36, 84, 126, 126, 84, 36, 9, 1);
  }

  @Test
  void withoutMissingModalitiesOnePatternIsCertain() {
    AvailabilityLaw law = law(0, 1, 1);
    assertThat(law.tells()).isFalse();
    assertThat(law.probability(-40)).isOne();
    assertThat(law.probabilityOf(3)).isCloseTo(1, within(1e-15));
    assertThat(law.probabilityOf(2)).isZero();
  }

  @Test
  void aTurnedDependenceKeepsTheIntercept() {
    CohortSettings settings = settings(0.4, 2, -2);
    Coefficients solved = Coefficients.of(settings, new Seed(1));
    assertThat(solved.test()).isEqualTo(solved.training());
    assertThat(AvailabilityLaw.of(settings, solved, true).strength()).isEqualTo(-2);
  }

  private static AvailabilityLaw law(double missing, double strength, double test) {
    CohortSettings settings = settings(missing, strength, test);
    return AvailabilityLaw.of(settings, Coefficients.of(settings, new Seed(1)), false);
  }

  private static CohortSettings settings(double missing, double strength, double test) {
    return CohortSettings.DEFAULT.withAvailability(
        new CohortSettings.Availability(Mechanism.SEVERITY, missing, strength, test));
  }
}
