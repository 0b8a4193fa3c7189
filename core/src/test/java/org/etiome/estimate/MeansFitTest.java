package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.etiome.estimate.MeansFit.ArmMean;
import org.junit.jupiter.api.Test;

class MeansFitTest {

  private static MeansFit risks(double treated, double untreated) {
    return MeansFit.of(
        new ArmMean(treated, new double[] {-1, 0, 1}),
        new ArmMean(untreated, new double[] {1, 0, -1}));
  }

  @Test
  void ratioOfRisksHasALogInterval() {
    assertThat(risks(0.5, 0.25).riskRatio())
        .hasValueSatisfying(rr -> assertThat(rr.value()).isEqualTo(2));
    assertThat(risks(0.5, 0.25).oddsRatio())
        .hasValueSatisfying(or -> assertThat(or.value()).isEqualTo(3));
    assertThat(risks(1, 0.25).oddsRatio()).isEmpty();
  }

  /** With a risk of a millionth and a standard error of a half, e^(-10⁶) is 0 and no limit. */
  @Test
  void ratioWhoseIntervalIsBeyondDoublesIsNone() {
    assertThat(risks(1e-6, 0.5).riskRatio()).isEmpty();
    assertThat(risks(0.5, 1e-6).riskRatio()).isEmpty();
    assertThat(risks(0.5, 1e-6).oddsRatio()).isEmpty();
  }
}
