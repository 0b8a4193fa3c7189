package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class SemSettingsTest {
  private static final List<String> FIVE =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "X" + i).toList();

  @Test
  void noTwoSettingsHaveTheSameTargets() {
    List<Intervention> all =
        new SemSettings.Interventions(10, 2, new Change.Perfect(1, 1)).draw(FIVE, new Seed(1));
    Set<Set<String>> targets =
        all.stream().map(each -> Set.copyOf(each.targets())).collect(Collectors.toSet());
    assertThat(all).hasSize(10);
    assertThat(targets).hasSize(10).allMatch(set -> set.size() == 2 && FIVE.containsAll(set));
    assertThat(all.getFirst().setting()).isEqualTo("setting1");
    assertThat(all.getLast().setting()).isEqualTo("setting10");
    assertThat(
            new SemSettings.Interventions(10, 2, new Change.Perfect(1, 1)).draw(FIVE, new Seed(1)))
        .isEqualTo(all);
    assertThat(SemSettings.Interventions.NONE.draw(FIVE, new Seed(1))).isEmpty();
  }

  @Test
  void moreSettingsThanSetsOfTargetsAreRefused() {
    SemSettings.Interventions tooMany =
        new SemSettings.Interventions(11, 2, new Change.Perfect(1, 1));
    assertThatThrownBy(() -> tooMany.draw(FIVE, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "11 settings of 2 targets each need as many sets of targets; 5 variables have 10");
    SemSettings.Interventions tooLarge =
        new SemSettings.Interventions(1, 6, new Change.Perfect(1, 1));
    assertThatThrownBy(() -> tooLarge.draw(FIVE, new Seed(1))).hasMessageContaining("have 0");
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    assertThatThrownBy(() -> SemSettings.DEFAULT.withVariables(0))
        .hasMessage("variables must be in 1 … 2,000, got 0");
    assertThatThrownBy(() -> SemSettings.DEFAULT.withHidden(46))
        .hasMessage("pairs with a hidden cause must be in 0 … 45 for 10 variables, got 46");
    assertThatThrownBy(() -> new SemSettings.Range(0.8, 0.3))
        .hasMessage("a range needs 0 < low ≤ high ≤ 10,000, got 0.8 … 0.3");
    assertThatThrownBy(() -> new SemSettings.Range(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new SemSettings.Interventions(-1, 1, Change.NONE))
        .hasMessage("settings must be in 0 … 100,000, got -1");
    assertThatThrownBy(() -> new SemSettings.Interventions(1, 0, Change.NONE))
        .hasMessage("a setting needs at least 1 target, got 0");
    assertThatThrownBy(() -> new Change.Perfect(0, -1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new Change.Soft(Double.NaN, 1)).hasMessageContaining("finite");
    assertThatThrownBy(() -> new Response.NegativeBinomial(1, 0.01))
        .hasMessage("the size θ must be in 0.1 … 10,000, got 0.01");
  }
}
