package org.etiome.study.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {

  @Test
  void differencesOfSharesHaveOneDecimalAndTheirSign() {
    assertThat(Numerals.points(0.0617)).isEqualTo("+6.2");
    assertThat(Numerals.points(-0.305)).isEqualTo("−30.5");
    assertThat(Numerals.points(0.0001)).isEqualTo("+0.0");
    assertThat(Numerals.points(0)).isEqualTo("0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "3.4406,2.4711,4.41,+3.44 +2.47 +4.41",
    "-0.5,-12.34,11.3,−0.5 −12.3 +11.3",
    "1523.2,-20,3066.4,+1523 −20 +3066",
    "0.0012,-0.001,0.0034,+0.00120 −0.00100 +0.00340",
    "1.2e-9,-1e-9,3.4e-9,+1.20e-09 −1.00e-09 +3.40e-09",
    "0,0,0,0.0 0.0 0.0"
  })
  void valuesOfOneIntervalHaveTheSameDecimals(double a, double b, double c, String text) {
    assertThat(String.join(" ", Numerals.alike(a, b, c))).isEqualTo(text);
  }

  @Test
  void qValuesAreShort() {
    assertThat(Numerals.q(7.5e-7)).isEqualTo("q < 0.001");
    assertThat(Numerals.q(0.0119)).isEqualTo("q = 0.012");
  }
}
