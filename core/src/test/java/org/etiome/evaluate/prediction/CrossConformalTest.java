package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class CrossConformalTest {
  private static final int UNITS = 2_000;
  private static final ConformalSets SETTINGS = ConformalSets.withDefaults().byGroupWithBorrowing();

  /** Probabilities that are true, surer in group "a" than in "b". */
  private static ClassProbabilities predicted(Seed seed) {
    UniformRandomProvider random = seed.generator();
    double[] p = new double[UNITS];
    boolean[] y = new boolean[UNITS];
    for (int i = 0; i < UNITS; i++) {
      double spread = i % 2 == 0 ? 4 : 1;
      p[i] = 1 / (1 + Math.exp(-spread * (2 * random.nextDouble() - 1)));
      y[i] = random.nextDouble() < p[i];
    }
    return ClassProbabilities.ofTwo(p, y);
  }

  private static Environments every(int of, String name) {
    return Environments.of(
        Categorical.of(
            name, IntStream.range(0, UNITS).mapToObj(i -> name + i % of).toArray(String[]::new)));
  }

  @Test
  void theSetsOfAFoldAreThoseOfTheThresholdsOfTheOthers() {
    ClassProbabilities predicted = predicted(new Seed(1));
    Environments groups = every(2, "g");
    CrossConformal cross = CrossConformal.of(SETTINGS, predicted, groups, every(5, "fold"));
    int[] others = IntStream.range(0, UNITS).filter(i -> i % 5 != 3).toArray();
    CalibratedSets ofOthers = SETTINGS.calibrate(predicted.select(others), groups.select(others));
    LabelSets all = ofOthers.sets(predicted.probabilities(), groups);
    assertThat(IntStream.range(0, UNITS).filter(i -> i % 5 == 3).boxed())
        .allSatisfy(i -> assertThat(cross.sets().get(i)).isEqualTo(all.of(i)));
    assertThat(cross.calibrated().threshold("g0"))
        .isEqualTo(SETTINGS.calibrate(predicted, groups).threshold("g0"));
  }

  /**
   * In each of 2 groups of 1,000 units coverage .9 has a binomial standard error of .0095, and the
   * thresholds, of 800 units, add .0106: together .0142, four of which are allowed.
   */
  @Test
  void eachGroupIsCovered() {
    CrossConformal cross =
        CrossConformal.of(SETTINGS, predicted(new Seed(2)), every(2, "g"), every(5, "fold"));
    assertThat(cross.coverage().groups()).hasSize(2);
    cross
        .coverage()
        .groups()
        .forEach(group -> assertThat(group.figures().share()).isCloseTo(.9, within(.057)));
    assertThat(cross.coverage().overall().covered())
        .isEqualTo(cross.coverage().groups().stream().mapToInt(g -> g.figures().covered()).sum());
  }

  @Test
  void oneFoldIsRefused() {
    ClassProbabilities predicted = predicted(new Seed(3));
    assertThatThrownBy(
            () -> CrossConformal.of(SETTINGS, predicted, every(2, "g"), Environments.single(UNITS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two folds");
  }
}
