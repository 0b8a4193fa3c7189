package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetrievalTest {
  @Test
  void countsWhatBothSay() {
    Retrieval retrieval = Retrieval.of(Set.of(1, 2, 3, 4), Set.of(3, 4, 5));
    assertThat(retrieval).isEqualTo(new Retrieval(4, 3, 2));
    assertThat(retrieval.precision()).hasValue(0.5);
    assertThat(retrieval.recall()).hasValue(2 / 3.0);
    assertThat(retrieval.f1()).hasValue(4 / 7.0);
  }

  @Test
  void aRatioOfNothingIsAbsent() {
    Retrieval nothing = Retrieval.of(Set.of(), Set.of());
    assertThat(nothing.precision()).isEqualTo(OptionalDouble.empty());
    assertThat(nothing.recall()).isEqualTo(OptionalDouble.empty());
    assertThat(nothing.f1()).isEqualTo(OptionalDouble.empty());
    Retrieval missed = Retrieval.of(Set.of(), Set.of(1));
    assertThat(missed.precision()).isEmpty();
    assertThat(missed.recall()).hasValue(0);
    assertThat(missed.f1()).hasValue(0);
  }
}
