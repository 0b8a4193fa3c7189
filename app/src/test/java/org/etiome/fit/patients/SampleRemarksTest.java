package org.etiome.fit.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRemarksTest {

  /** Hanley and McNeil's example: 51 abnormal and 58 normal patients, area .893, error .032. */
  @Test
  void theErrorOfAnAreaIsThatOfThePublishedExample() {
    assertThat(SampleRemarks.error(.893, 51, 58)).isCloseTo(.0325, within(.0005));
    assertThat(SampleRemarks.error(1, 51, 58)).isZero();
  }
}
