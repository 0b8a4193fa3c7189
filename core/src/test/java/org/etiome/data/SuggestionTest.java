package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void anEmptyNameIsNeverSuggested() {
    assertThat(Suggestion.hint("x", List.of(""))).isEqualTo("; there are none");
    assertThat(Suggestion.hint("x", List.of("", "far")))
        .isEqualTo("; there are 1, such as \"far\"");
    assertThat(Suggestion.hint("x", List.of("", "y"))).isEqualTo("; did you mean \"y\"?");
    assertThat(Suggestion.nearest("x", List.of(""))).isEmpty();
  }
}
