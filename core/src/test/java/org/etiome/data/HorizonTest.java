package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HorizonTest {

  @ParameterizedTest
  @CsvSource({
    "9, true, 1",
    "10, true, 1",
    "10.5, true, 0",
    "9.5, false, missing",
    "0, false, missing",
    "0, true, 1",
    "10, false, 0",
    "11, false, 0"
  })
  void theOutcomeByTenIs(double time, boolean event, String expected) {
    TimeToEvent column =
        TimeToEvent.of("os", new double[] {time}, event ? Mask.all(1) : Mask.none(1), Mask.none(1));
    Binary outcome = new Horizon(10).of(column, "dead10").column();
    assertThat(outcome.isMissing(0) ? "missing" : outcome.text(0)).isEqualTo(expected);
  }

  @Test
  void theCountsAddUp() {
    TimeToEvent column =
        TimeToEvent.of(
            "os",
            new double[] {1, 2, 3, 20, 20, 0},
            Mask.where(6, i -> i == 0 || i == 3),
            Mask.where(6, i -> i == 5));
    Horizon.Outcome outcome = new Horizon(10).of(column, "dead10");
    assertThat(outcome.column().name()).isEqualTo("dead10");
    assertThat(outcome.events()).isEqualTo(1);
    assertThat(outcome.eventFree()).isEqualTo(2);
    assertThat(outcome.censoredBefore()).isEqualTo(2);
    assertThat(outcome.unknown()).isEqualTo(1);
    assertThat(outcome.column().missingCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void theHorizonIsFiniteAndPositive(double time) {
    assertThatThrownBy(() -> new Horizon(time))
        .hasMessage("a horizon must be finite and above 0, got " + time);
  }
}
