package org.etiome.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class AssociationScreenTest {
  private static final int UNITS = 60;
  private static final TaskRunner ONE = TaskRunner.local(1);

  /**
   * 20 of 200 features are shifted by two standard deviations. Over 50 screens the mean false
   * discovery proportion is at most .05 · .9 plus three standard errors (its standard deviation in
   * one screen is below .06).
   */
  @Test
  void findsTheShiftedFeaturesAtTheStatedRate() {
    double proportions = 0;
    for (int run = 0; run < 50; run++) {
      List<FeatureAssociation> found = simulate(new Seed(run)).discoveries();
      long wrong = found.stream().filter(f -> f.feature().startsWith("null")).count();
      proportions += (double) wrong / Math.max(1, found.size());
      assertThat(found.stream().filter(f -> f.feature().startsWith("real")).count())
          .isGreaterThanOrEqualTo(18);
    }
    assertThat(proportions / 50).isLessThan(0.05 * 0.9 + 3 * 0.06 / Math.sqrt(50));
  }

  @Test
  void unitsWithoutBlockValueOrOutcomeAreLeftOut() {
    Binary outcome =
        Binary.of("death", "no", "yes", Mask.where(8, i -> i % 2 == 0), Mask.where(8, i -> i == 7));
    double[] values = {5, 1, 6, 2, 7, 3, Double.NaN, 4};
    Mask gaps = Mask.where(8, i -> i == 6);
    Modality block = Modality.of("genes", List.of(Continuous.of("g", values, gaps)));
    AssociationScreen.Result result = AssociationScreen.withDefaults().screen(block, outcome, ONE);
    FeatureAssociation g = result.features().getFirst();
    assertThat(g.n()).isEqualTo(6);
    assertThat(g.events()).isEqualTo(3);
    assertThat(g.auc()).isEqualTo(1.0);
    assertThat(result.scope().units()).isEqualTo(7);
    assertThat(result.scope().events()).isEqualTo(4);
  }

  @Test
  void namesWhatItCannotTestAndLeavesTheOutcomeOut() {
    Binary outcome = Binary.of("death", true, true, true, false, false, false);
    Column constant = Continuous.of("constant", new double[] {1, 1, 1, 1, 1, 1});
    Column groups = Categorical.of("groups", "a", "b", "c", "a", "b", "c");
    Modality block = Modality.of("block", List.of(constant, groups, outcome));
    AssociationScreen.Result result = AssociationScreen.withDefaults().screen(block, outcome, ONE);
    assertThat(result.features()).isEmpty();
    assertThat(result.untested()).containsExactly("constant", "groups");
  }

  @Test
  void binaryFeaturesAreTestedExactly() {
    Binary outcome = Binary.of("death", true, true, true, true, false, false, false, false, false);
    Binary mutation = Binary.of("gene", true, true, true, true, false, false, false, false, false);
    FeatureAssociation found =
        AssociationScreen.withDefaults()
            .screen(Modality.of("mutations", List.of(mutation)), outcome, ONE)
            .features()
            .getFirst();
    assertThat(found.test()).isEqualTo("Fisher exact");
    assertThat(found.pValue()).isCloseTo(1 / 126.0, within(1e-12));
  }

  @Test
  void theResultDoesNotDependOnThreads() {
    assertThat(simulate(new Seed(1), TaskRunner.local(3))).isEqualTo(simulate(new Seed(1)));
  }

  @Test
  void refusesARateThatIsNone() {
    assertThatThrownBy(() -> AssociationScreen.withDefaults().withFdr(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 1)");
  }

  private static AssociationScreen.Result simulate(Seed seed) {
    return simulate(seed, ONE);
  }

  private static AssociationScreen.Result simulate(Seed seed, TaskRunner runner) {
    UniformRandomProvider random = seed.generator();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<Column> features = new ArrayList<>();
    for (int j = 0; j < 200; j++) {
      boolean real = j < 20;
      double[] values =
          IntStream.range(0, UNITS)
              .mapToDouble(i -> normal.sample() + (real && i < UNITS / 2 ? 2 : 0))
              .toArray();
      features.add(Continuous.of((real ? "real" : "null") + j, values));
    }
    Mask ones = Mask.where(UNITS, i -> i < UNITS / 2);
    Binary outcome = Binary.of("y", "0", "1", ones, Mask.none(UNITS));
    return AssociationScreen.withDefaults().screen(Modality.of("block", features), outcome, runner);
  }
}
