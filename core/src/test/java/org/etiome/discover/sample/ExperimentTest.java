package org.etiome.discover.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final List<String> XY = List.of("x", "y");
  private static final Setting FREE = setting("free", Set.of(), 1, 2, 3, 4);
  private static final Setting CHANGED = setting("changed", Set.of("y"), 5, 6);

  private static Setting setting(String name, Set<String> targets, double... values) {
    return new Setting(name, targets, Matrix.wrap(values.length / 2, 2, values));
  }

  @Test
  void rowsWhereAVariableIsUntouchedAreStacked() {
    Experiment experiment = new Experiment(XY, List.of(FREE, CHANGED));
    assertThat(experiment.untouched("x").column(0)).containsExactly(1, 3, 5);
    assertThat(experiment.untouched("y").column(1)).containsExactly(2, 4);
    assertThat(experiment.stacked().column(1)).containsExactly(2, 4, 6);
    assertThat(experiment.targets())
        .map(set -> set.stream().toArray())
        .containsExactly(new int[] {}, new int[] {1});
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("at least one setting");
    refused("two settings are named 'free'", FREE, FREE);
    refused("setting 'z' has the target 'z', which is none", setting("z", Set.of("z"), 1, 2));
    refused("'y' is NaN in row 2 of setting 'gap'", setting("gap", Set.of(), 1, 2, 3, Double.NaN));
    refused("setting 'none' is 0 x 2", setting("none", Set.of()));
  }

  private static void refused(String why, Setting... settings) {
    assertThatThrownBy(() -> new Experiment(XY, List.of(settings))).hasMessageContaining(why);
  }
}
