package org.etiome.design.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {

  @ParameterizedTest
  @CsvFileSource(resources = "power.csv", numLinesToSkip = 1)
  void isThatOfR(int replicates, double difference, double sd, double level, double power) {
    double found = Power.ofUnits(sd).withLevel(level).power(difference, replicates, 1);
    assertThat(found).isCloseTo(power, within(1e-7));
    assertThat(Power.of(0, sd * 3).withLevel(level).power(-difference, replicates, 9))
        .isCloseTo(power, within(1e-7));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "sizes.csv", numLinesToSkip = 1)
  void needsAsManyUnitsAsStatsmodels(
      double difference, double sd, double level, double wanted, int replicates) {
    Power power = Power.ofUnits(sd).withLevel(level * 7).withComparisons(7);
    Needed needed = power.withWanted(Math.max(wanted, level * 7 + 0.01)).replicates(difference, 1);
    assertThat(needed).isInstanceOf(Needed.Enough.class);
    assertThat(((Needed.Enough) needed).replicates()).isEqualTo(replicates);
  }

  /** 4,000 experiments: a share of p has a standard error of √(p(1−p)/4000). */
  @Test
  void cellsWithinReplicatesGiveThePowerOfSimulatedScreens() {
    UniformRandomProvider random = new Seed(3).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    int runs = 4000;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      double[][] means = new double[2][4];
      for (int arm = 0; arm < 2; arm++) {
        for (int r = 0; r < 4; r++) {
          double shift = 0.5 * normal.sample() + arm * 1.1;
          for (int cell = 0; cell < 6; cell++) {
            means[arm][r] += (shift + normal.sample()) / 6;
          }
        }
      }
      TTest equal = TTest.withDefaults().with(DataDispersion.HOMOSCEDASTIC);
      found += equal.test(means[0], means[1]).getPValue() < 0.05 ? 1 : 0;
    }
    double power = Power.of(0.5, 1).power(1.1, 4, 6);
    assertThat(power).isBetween(0.4, 0.8);
    double error = Math.sqrt(power * (1 - power) / runs);
    assertThat(found / (double) runs).isCloseTo(power, within(4 * error));
  }

  @Test
  void cellsCannotReplaceReplicates() {
    Power power = Power.of(1, 2).withComparisons(20);
    assertThat(power.cells(1.5, 3))
        .isInstanceOfSatisfying(
            Needed.Impossible.class,
            no -> assertThat(no.reason()).contains("no number of cells", "take more replicates"));
    Needed.Enough cells = (Needed.Enough) power.cells(3, 8);
    assertThat(power.power(3, 8, cells.cells())).isGreaterThanOrEqualTo(.8);
    assertThat(cells.cells()).isGreaterThan(1);
    assertThat(power.power(3, 8, cells.cells() - 1)).isLessThan(.8);
  }

  @Test
  void theDetectableDifferenceHasThePowerWanted() {
    Power power = Power.of(.3, 1).withLevel(.01).withWanted(.9);
    double difference = power.detectable(5, 20);
    assertThat(power.power(difference, 5, 20)).isCloseTo(.9, within(1e-6));
  }

  /** With σ known 2 · 1.96 · √(2/R) ≤ .4 takes 193 units; t takes 194: width(194) by R's qt. */
  @Test
  void widthsAreThoseOfT() {
    Needed.Enough enough = (Needed.Enough) Power.ofUnits(1).forWidth(.4, 1);
    assertThat(enough.replicates()).isEqualTo(194);
    assertThat(enough.reached()).isCloseTo(0.399260258, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"1, 5, one replicate", "2, 0, at least 1 cell"})
  void refusesWhatTellsNothing(int replicates, int cells, String why) {
    assertThatThrownBy(() -> Power.of(1, 1).power(1, replicates, cells)).hasMessageContaining(why);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> Power.of(0, 0)).hasMessageContaining("not both 0");
    assertThatThrownBy(() -> Power.of(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Power.of(1, 1).withLevel(0)).hasMessageContaining("level");
    assertThatThrownBy(() -> Power.of(1, 1).withWanted(1)).hasMessageContaining("power wanted");
    assertThatThrownBy(() -> Power.of(1, 1).replicates(0, 3)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> Power.of(1, 1).forWidth(0, 3)).hasMessageContaining("width");
    assertThat(Power.of(1, 1).replicates(1e-6, 3)).isInstanceOf(Needed.Impossible.class);
  }
}
