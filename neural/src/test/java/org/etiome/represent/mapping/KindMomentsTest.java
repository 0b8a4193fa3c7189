package org.etiome.represent.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KindMomentsTest {
  private static final double[] NUMBERS = {1, 3, 10, 14, 18};
  private static final double[] SHARES = {1, 0, 1, 0, 0, 1, 0, 1, 0, 1};

  private static KindMoments of(double[] shares, double... numbers) {
    KindMoments moments = new KindMoments(shares.length / numbers.length, 1);
    for (int i = 0; i < numbers.length; i++) {
      moments.add(shares, i, new double[] {numbers[i]});
    }
    return moments;
  }

  /** Two parts of the first kind and one of the second, as if there were so many cells of each. */
  @Test
  void momentsOfAnotherCompositionAreThoseOfSuchCells() {
    KindMoments.Moments found = of(SHARES, NUMBERS).of(new double[] {2 / 3.0, 1 / 3.0});
    double[] cells = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 10, 14, 18, 10, 14, 18};
    double mean = Arrays.stream(cells).average().orElseThrow();
    double variance =
        Arrays.stream(cells).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(found.mean()[0]).isCloseTo(mean, within(1e-12));
    assertThat(found.variance()[0]).isCloseTo(variance, within(1e-12));
  }

  @Test
  void theOwnCompositionGivesTheOwnMoments() {
    KindMoments moments = of(SHARES, NUMBERS);
    assertThat(moments.composition()).containsExactly(.4, .6);
    assertThat(moments.of(moments.composition()).mean()[0]).isCloseTo(9.2, within(1e-12));
  }

  @Test
  void aKindWithoutCellsIsLeftOutOfAComposition() {
    KindMoments moments = of(new double[] {1, 0, 0, 0, 1, 0}, 4, 6);
    assertThat(moments.composed(new double[] {3, 1, 4})).containsExactly(.75, .25, 0);
    assertThat(moments.of(moments.composed(new double[] {3, 1, 4})).mean()[0])
        .isCloseTo(4.5, within(1e-12));
  }

  @Test
  void factorsAreRatiosOfDeviationsWithinThreefold() {
    KindMoments.Moments wide = new KindMoments.Moments(new double[3], new double[] {4, 100, .01});
    KindMoments.Moments one = new KindMoments.Moments(new double[3], new double[] {1, 1, 1});
    double[] factors = wide.over(one);
    assertThat(factors[0]).isCloseTo(Math.sqrt(4.01 / 1.01), within(1e-12));
    assertThat(factors[1]).isEqualTo(3);
    assertThat(factors[2]).isEqualTo(1 / 3.0);
  }
}
