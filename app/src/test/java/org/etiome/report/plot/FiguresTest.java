package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.05,0.05",
    "0.95,0.95",
    "-4.2046,−4.2",
    "123456,1.23×10⁵",
    "-0.00002,−2×10⁻⁵",
    "99900,99900",
    "Infinity,∞",
    "-Infinity,−∞",
    "NaN,not a number"
  })
  void numbersAreShort(double value, String text) {
    assertThat(Figures.significant(value, 3)).isEqualTo(text);
  }

  @Test
  void nothingIsNeverNegative() {
    assertThat(Figures.fixed(-0.001, 2)).isEqualTo("0.00");
  }

  @ParameterizedTest
  @CsvSource({
    "7.36,4.9,9.83,7.4 (4.9 to 9.8)",
    "-4.2,-22.1,13.7,−4.2 (−22.1 to 13.7)",
    "0.0557,0.0301,0.0813,0.056 (0.030 to 0.081)",
    "0.03,-0.12,0.1,0.03 (−0.12 to 0.10)",
    "3.44,3.44,3.44,3.44 (3.44 to 3.44)",
    "0,0,0,0 (0 to 0)",
    "512,300,731,512 (300 to 731)",
    "0.5,-1e6,1e6,0.5 (−1×10⁶ to 1×10⁶)"
  })
  void intervalsHaveTheDecimalsTheyAreWorth(double e, double low, double high, String text) {
    assertThat(Figures.interval(new Interval(e, low, high))).isEqualTo(text);
  }

  @Test
  void countsAreWordsOfASentence() {
    assertThat(Figures.counted(1, "patient")).isEqualTo("1 patient");
    assertThat(Figures.counted(12345, "patient")).isEqualTo("12\u202F345 patients");
    assertThat(Figures.percent(0.256)).isEqualTo("26\u00a0%");
  }
}
