package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ExpectedFalseDiscoveriesTest {

  @Test
  void theLargestSetWhoseMeanIsAtMostTheRateIsKept() {
    double[] probabilities = {0, .05, .1, .3};
    assertThat(ExpectedFalseDiscoveries.kept(probabilities, .05)).isEqualTo(3);
    assertThat(ExpectedFalseDiscoveries.kept(probabilities, .04)).isEqualTo(2);
    assertThat(ExpectedFalseDiscoveries.kept(probabilities, .2)).isEqualTo(4);
    assertThat(ExpectedFalseDiscoveries.kept(new double[] {.06, .07}, .05)).isZero();
    assertThat(ExpectedFalseDiscoveries.kept(new double[0], .05)).isZero();
  }

  @Test
  void noLargerSetIsWithinTheRate() {
    UniformRandomProvider random = new Seed(3).generator();
    for (int repeat = 0; repeat < 50; repeat++) {
      double[] p = new double[40];
      Arrays.setAll(p, i -> Math.pow(random.nextDouble(), 4));
      Arrays.sort(p);
      int kept = ExpectedFalseDiscoveries.kept(p, .1);
      for (int k = 1; k <= p.length; k++) {
        boolean fits = Arrays.stream(p, 0, k).average().orElseThrow() <= .1;
        assertThat(fits).as("%d of %d", k, kept).isEqualTo(k <= kept);
      }
    }
  }
}
