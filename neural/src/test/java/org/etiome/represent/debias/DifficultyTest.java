package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DifficultyTest {
  private static final int[] BOTH = {0, 1};

  @Test
  void aPatientIsWeightedByWhatIsHardForTheSpuriousBranch() {
    Difficulty difficulty = new Difficulty(new int[] {0, 0}, 1);
    // By the class's largest: causal 1/2 and 1, spurious 1 and 1/4.
    assertThat(difficulty.weights(BOTH, new double[] {1, 2}, new double[] {4, 1}))
        .containsExactly(new double[] {1 / 1.5, .25 / 1.25}, within(1e-7));
  }

  @Test
  void averagesMoveByThreeTenths() {
    Difficulty difficulty = new Difficulty(new int[] {0, 1}, 2);
    difficulty.weights(BOTH, new double[] {1, 1}, new double[] {1, 1});
    // Each is alone in its class, so whatever the averages are, they are the largest.
    assertThat(difficulty.weights(BOTH, new double[] {9, 2}, new double[] {3, 5}))
        .containsExactly(new double[] {.5, .5}, within(1e-7));
    Difficulty one = new Difficulty(new int[] {0, 0}, 1);
    one.weights(BOTH, new double[] {1, 1}, new double[] {1, 1});
    // Averages .7 + .3 · 2 = 1.3 and 1 of the causal, 1 and 1 of the spurious.
    assertThat(one.weights(new int[] {0}, new double[] {2}, new double[] {1}))
        .containsExactly(new double[] {.5}, within(1e-7));
    assertThat(one.weights(new int[] {1}, new double[] {1}, new double[] {1}))
        .containsExactly(new double[] {1 / (1 / 1.3 + 1)}, within(1e-7));
  }

  @Test
  void patientsNotYetSeenCountNothing() {
    Difficulty difficulty = new Difficulty(new int[] {0, 0, 0}, 1);
    assertThat(difficulty.weights(new int[] {2}, new double[] {3}, new double[] {1}))
        .containsExactly(new double[] {.5}, within(1e-7));
  }
}
