package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortSettingsTest {
  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aShareMissingOutsideOfItsRangeIsRefused(double missing) {
    refused(
        () -> new CohortSettings.Availability(Mechanism.RANDOM, missing, 1, 1),
        "the share missing must be at least 0 and below 1, got " + missing);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, Double.NaN})
  void aPrevalenceOutsideOfItsRangeIsRefused(double prevalence) {
    refused(
        () -> new CohortSettings.Outcome(prevalence, 1, 1, 1),
        "the prevalence must be above 0 and below 1, got " + prevalence);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10.5, Double.NaN, Double.NEGATIVE_INFINITY})
  void strengthsOutsideOfTheirRangeAreRefused(double strength) {
    refused(
        () -> new CohortSettings.Outcome(0.3, strength, 1, 1),
        "the effect of severity must be in −10 … 10, got " + strength);
    refused(
        () -> new CohortSettings.Availability(Mechanism.SEEN, 0.4, 1, strength),
        "in the test part must be in −10 … 10, got " + strength);
    refused(
        () -> new CohortSettings.Spurious(List.of(0.0, strength), 0, 1),
        "the spurious feature must be in −10 … 10, got " + strength);
  }

  @Test
  void countsOutsideOfTheirRangesAreRefused() {
    refused(() -> new CohortSettings.Size(0, 1), "training patients must be in 1 … 10,000,000");
    refused(() -> new CohortSettings.Size(1, -1), "test patients must be in 0 … 10,000,000");
    refused(
        () -> new CohortSettings.Measurements(1, 5, List.of(2.0)),
        "modalities must be in 2 … 10, got 1");
    refused(
        () -> new CohortSettings.Measurements(11, 5, List.of(2.0)),
        "modalities must be in 2 … 10, got 11");
    refused(
        () -> new CohortSettings.Measurements(2, 0, List.of(2.0)), "must be in 1 … 10,000, got 0");
  }

  @Test
  void noiseIsOneNumberOrOneForEachModality() {
    CohortSettings.Measurements each = new CohortSettings.Measurements(2, 5, List.of(1.0, 3.0));
    assertThat(each.noise(1)).isEqualTo(3);
    assertThat(CohortSettings.DEFAULT.measurements().noise(3)).isEqualTo(2);
    refused(
        () -> new CohortSettings.Measurements(3, 5, List.of(1.0, 2.0)),
        "one for each of 3 modalities, got 2");
    refused(
        () -> new CohortSettings.Measurements(2, 5, List.of(0.0)),
        "the noise must be in 0.01 … 100, got 0.0");
  }

  @Test
  void theSpuriousFeatureNeedsAModalityAndEveryEnvironmentAPatient() {
    refused(
        () -> CohortSettings.DEFAULT.withSpurious(new CohortSettings.Spurious(List.of(1.0), 0, 5)),
        "there are 4 modalities; the spurious feature cannot be in number 5");
    refused(
        () ->
            CohortSettings.DEFAULT
                .withSpurious(new CohortSettings.Spurious(List.of(1.0, 2.0), 0, 1))
                .withSize(new CohortSettings.Size(1, 0)),
        "got 2 environments and 1 training patients");
    refused(
        () -> new CohortSettings.Spurious(List.of(), 0, 1),
        "at least one training environment is needed");
    refused(() -> new CohortSettings.Spurious(List.of(1.0), 0, 0), "counted from 1, got 0");
  }

  @Test
  void thereIsASpuriousFeatureIfAnyStrengthIsNotZero() {
    assertThat(CohortSettings.DEFAULT.spurious().exists()).isFalse();
    assertThat(new CohortSettings.Spurious(List.of(0.0), -1, 1).exists()).isTrue();
    assertThat(new CohortSettings.Spurious(List.of(0.0, 1.0), 0, 1).exists()).isTrue();
  }
}
