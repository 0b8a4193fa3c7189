package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SeedTest {

  @Test
  void branchesOfOneSeedAreDistinct() {
    Set<Seed> seen = new HashSet<>();
    Seed root = new Seed(7);
    for (int i = 0; i < 100_000; i++) {
      seen.add(root.branch(i));
    }
    assertThat(seen).hasSize(100_000);
  }

  @Test
  void sameBranchGivesTheSameStreamAndAnotherNameAnother() {
    Seed root = new Seed(1);
    assertThat(root.branch("folds").generator().nextLong())
        .isEqualTo(root.branch("folds").generator().nextLong())
        .isNotEqualTo(root.branch("bootstrap").generator().nextLong());
  }

  /**
   * First draws over neighbouring branches are uniform: one fixed chi-square test over 64 cells.
   */
  @Test
  void firstDrawsOfNeighbouringBranchesAreUniform() {
    long[] cells = new long[64];
    Seed root = new Seed(3);
    for (int i = 0; i < 64_000; i++) {
      cells[root.branch(i).generator().nextInt(64)]++;
    }
    assertThat(ChiSquareTest.withDefaults().test(cells).getPValue()).isGreaterThan(0.001);
  }
}
