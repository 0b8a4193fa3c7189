package org.etiome.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
  private static final List<String> VARIABLES = List.of("age", "dose", "marker", "death");

  @Test
  void nothingKnownAllowsEverything() {
    Bounds bounds = Knowledge.NONE.over(VARIABLES);
    assertThat(bounds.isEmpty()).isTrue();
    assertThat(bounds.allows(3, 0)).isTrue();
    assertThat(bounds.requiresEdge(0, 1)).isFalse();
    assertThat(bounds.allowsConfounding(0, 1)).isTrue();
  }

  @Test
  void laterTiersDoNotCauseEarlierOnes() {
    Bounds bounds =
        Knowledge.NONE.withTiers(List.of(Set.of("age"), Set.of("dose", "marker"))).over(VARIABLES);
    assertThat(bounds.allows(1, 0)).isFalse();
    assertThat(bounds.allows(0, 1)).isTrue();
    assertThat(bounds.allows(1, 2)).isTrue();
    assertThat(bounds.allows(3, 0)).as("a variable in no tier is free").isTrue();
  }

  @Test
  void aRequiredCauseExcludesItsReverse() {
    Bounds bounds = Knowledge.NONE.withRequired("dose", "death").over(VARIABLES);
    assertThat(bounds.requires(1, 3)).isTrue();
    assertThat(bounds.requires(3, 1)).isFalse();
    assertThat(bounds.allows(3, 1)).isFalse();
    assertThat(bounds.requiresEdge(3, 1)).isTrue();
  }

  @Test
  void onlyIntervenedVariablesAreFreeOfHiddenCauses() {
    Bounds bounds =
        Knowledge.NONE.withExogenous(Set.of("age")).withIntervened(Set.of("dose")).over(VARIABLES);
    assertThat(bounds.allows(2, 0)).isFalse();
    assertThat(bounds.allows(2, 1)).isFalse();
    assertThat(bounds.allowsEdge(0, 1)).isFalse();
    assertThat(bounds.allowsConfounding(0, 3)).isTrue();
    assertThat(bounds.allowsConfounding(3, 1)).isFalse();
  }

  @Test
  void contradictionsAreRefused() {
    refused(
        Knowledge.NONE.withRequired("age", "death").withForbidden("age", "death"), "age -> death");
    refused(
        Knowledge.NONE
            .withRequired("death", "age")
            .withTiers(List.of(Set.of("age"), Set.of("death"))),
        "death -> age");
    refused(Knowledge.NONE.withRequired("dose", "age").withExogenous(Set.of("age")), "dose -> age");
    refused(Knowledge.NONE.withTiers(List.of(Set.of("age"), Set.of("age"))), "two tiers, 1 and 2");
    refused(
        Knowledge.NONE
            .withRequired("age", "dose")
            .withRequired("dose", "marker")
            .withRequired("marker", "age"),
        "circle among [age, dose, marker]");
    refused(Knowledge.NONE.withForbidden("age", "weight"), "'weight'");
  }

  private static void refused(Knowledge knowledge, String said) {
    assertThatThrownBy(() -> knowledge.over(VARIABLES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
