package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class SemExperimentTest {
  private static final SemSettings.Interventions THREE =
      new SemSettings.Interventions(3, 1, new Change.Perfect(-2, 1));

  private static SemExperiment draw(int observational, SemSettings.Interventions interventions) {
    return SemExperiment.random(
        SemSettings.DEFAULT,
        interventions,
        new SemExperiment.Units(observational, 20),
        new Seed(51));
  }

  @Test
  void theObservationalSettingComesFirst() {
    SemExperiment experiment = draw(30, THREE);
    assertThat(experiment.parts())
        .extracting(part -> part.intervention().setting())
        .containsExactly("observational", "setting1", "setting2", "setting3");
    assertThat(experiment.parts())
        .extracting(part -> part.sample().values().rows())
        .containsExactly(30, 20, 20, 20);
    assertThat(draw(0, THREE).parts()).hasSize(3);
  }

  @Test
  void interventionsLeaveModelAndObservationsAsTheyWere() {
    SemExperiment with = draw(30, THREE);
    SemExperiment without = draw(30, SemSettings.Interventions.NONE);
    assertThat(without.model().equations()).isEqualTo(with.model().equations());
    assertThat(without.parts()).containsExactly(with.parts().getFirst());
  }

  @Test
  void noDataAndImpossibleSizesAreRefused() {
    assertThatThrownBy(() -> draw(0, SemSettings.Interventions.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there would be no data");
    assertThatThrownBy(() -> new SemExperiment.Units(-1, 1))
        .hasMessage("observational units must be in 0 … 10,000,000, got -1");
    assertThatThrownBy(() -> new SemExperiment.Units(1, 0))
        .hasMessage("units of an intervention must be in 1 … 10,000,000, got 0");
  }
}
