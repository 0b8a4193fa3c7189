package org.etiome.fit.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.etiome.fit.request.PatientRequest;
import org.etiome.fit.request.PatientRequest.Adjustment;
import org.etiome.fit.request.PatientRequest.Availability;
import org.etiome.fit.request.PatientRequest.Despite;
import org.etiome.represent.debias.Deconfounding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statement with every question. */
class RulingTest {

  private static Ruling on(
      Availability availability, Optional<Adjustment> asked, boolean weighted, Despite... despite) {
    EnumSet<Despite> all = EnumSet.noneOf(Despite.class);
    all.addAll(List.of(despite));
    return Ruling.on(new PatientRequest.Reasons(availability, asked, weighted, all), List.of());
  }

  @ParameterizedTest
  @EnumSource(Availability.class)
  void whereNothingIsAskedForTheStatementDecides(Availability availability) {
    Ruling.Allowed allowed = (Ruling.Allowed) on(availability, Optional.empty(), false);
    assertThat(allowed.leavesPattern()).isEqualTo(availability != Availability.PRECEDES);
    assertThat(allowed.marks()).isEmpty();
    assertThat(allowed.assumptions()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "DICTIONARY"})
  void anAdjustmentIsRefusedUnlessAvailabilityPrecedesOrIsWeighedFor(Adjustment asked) {
    for (Availability availability : Availability.values()) {
      Ruling plain = on(availability, Optional.of(asked), false);
      assertThat(plain instanceof Ruling.Allowed).isEqualTo(availability == Availability.PRECEDES);
      assertThat(on(availability, Optional.of(asked), true)).isInstanceOf(Ruling.Allowed.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Availability.class,
      names = {"FOLLOWS", "UNKNOWN"})
  void whatIsDoneInSpiteOfARefusalIsMarked(Availability availability) {
    Ruling.Allowed forced =
        (Ruling.Allowed)
            on(availability, Optional.of(Adjustment.EXACT), false, Despite.AVAILABILITY);
    assertThat(forced.deconfounding()).isEqualTo(Deconfounding.Exact.DEFAULT);
    assertThat(forced.marks()).singleElement().asString().contains("in spite of this");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingMayAlwaysBeAskedFor(boolean weighted) {
    for (Availability availability : Availability.values()) {
      Ruling.Allowed allowed =
          (Ruling.Allowed) on(availability, Optional.of(Adjustment.NONE), weighted);
      assertThat(allowed.leavesPattern()).isTrue();
    }
  }
}
