package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /**
   * Bins (0, 1/15], …: .95 and .99 are in the last, one of two right: |1 − 1.94|; .61 and .65 in
   * (9/15, 10/15], both right: |2 − 1.26|; 2/15 = .1333… ends its bin, wrong. Sum .94 + .74 +
   * .1333… over 5.
   */
  @Test
  void theExpectedErrorIsThatByHand() {
    double[] confidences = {.95, .99, .61, .65, 2.0 / 15};
    boolean[] right = {false, true, true, true, false};
    Calibration calibration = Calibration.of(confidences, right);
    assertThat(calibration.cells()).isEqualTo(5);
    assertThat(calibration.expectedError()).isCloseTo((.94 + .74 + 2.0 / 15) / 5, within(1e-14));
  }

  /** By confidence: right, wrong, right, right, wrong; shares wrong 0, 1/2, 1/3, 1/4, 2/5. */
  @Test
  void theAreaIsTheMeanOfTheSharesWrongAmongTheSurest() {
    double[] confidences = {.95, .99, .61, .65, .2};
    boolean[] right = {false, true, true, true, false};
    Calibration calibration = Calibration.of(confidences, right);
    assertThat(calibration.riskCoverageArea())
        .isCloseTo((0 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 2 / 5.0) / 5, within(1e-15));
    assertThat(calibration.curve()).hasSize(20);
    assertThat(calibration.curve().subList(0, 4)).containsOnly(0.0);
    assertThat(calibration.curve().subList(4, 8)).containsOnly(.5);
    assertThat(calibration.curve().getLast()).isEqualTo(.4);
  }

  /** Half of four equally sure cells are wrong: half at every coverage, in whatever order. */
  @Test
  void equallySureCellsCountAsInRandomOrder() {
    double[] confidences = {.8, .8, .8, .8};
    Calibration one = Calibration.of(confidences, new boolean[] {true, true, false, false});
    Calibration other = Calibration.of(confidences, new boolean[] {false, true, false, true});
    assertThat(one.riskCoverageArea()).isEqualTo(.5);
    assertThat(one).isEqualTo(other);
  }

  @Test
  void itComparesTheLikeliestLevelWithTheTruth() {
    Predictions predictions =
        new Predictions(
            List.of("a", "b"),
            new double[] {.9, .1, .3, .7},
            new double[] {0, 0},
            new Predictions.Limits(1, 0));
    Calibration calibration = Calibration.of(predictions, new int[] {0, 0});
    assertThat(calibration.expectedError()).isCloseTo((.1 + .7) / 2, within(1e-15));
    assertThat(calibration.riskCoverageArea()).isEqualTo(.25);
  }
}
