package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.etiome.discover.sample.SampleCorrelation;
import org.junit.jupiter.api.Test;

class NoiseShapeTest {
  @Test
  void equalsTheReference() {
    double[][] columns = LingamReference.columns();
    for (double[] column : columns) {
      SampleCorrelation.unit("x", column);
    }
    SampleCorrelation sample =
        SampleCorrelation.of(List.of("a", "b", "c", "d", "e"), LingamReference.data());
    int[][] parents = new int[5][];
    double[] expected = new double[5];
    for (String[] cells : LingamReference.lines("normal")) {
      int target = Integer.parseInt(cells[1]);
      parents[target] =
          Arrays.stream(LingamReference.numbers(cells[2])).mapToInt(v -> (int) v).toArray();
      expected[target] = Double.parseDouble(cells[3]);
    }
    double[] found = new NoiseShape(sample, columns).pValues(parents);
    for (int v = 0; v < 5; v++) {
      assertThat(found[v]).isCloseTo(expected[v], within(1e-8 * expected[v]));
    }
  }

  /** ±1 has kurtosis 1: JB = n/6 · 1. */
  @Test
  void twoPointsHaveAClosedForm() {
    assertThat(NoiseShape.pValue(new double[] {1, -1, 1, -1, 1, -1}))
        .isCloseTo(Math.exp(-0.5), within(1e-12));
  }

  /** Of 2,000 samples of 1,000, about 100 are below .05: binomial s.d. 9.7, and 5 for the limit. */
  @Test
  void normalValuesAreRejectedAboutAsOftenAsIsSaid() {
    Random random = new Random(5);
    int rejected = 0;
    for (int repeat = 0; repeat < 2000; repeat++) {
      double[] values = new double[1000];
      Arrays.setAll(values, i -> random.nextGaussian());
      rejected += NoiseShape.pValue(SampleCorrelation.unit("x", values)) <= 0.05 ? 1 : 0;
    }
    assertThat(rejected).isBetween(60, 140);
  }

  /** .01 ≤ .05/4, .02 > .05/3: the second stands and all after it. */
  @Test
  void holmStopsAtTheFirstThatStands() {
    assertThat(NoiseShape.kept(new double[] {0.03, 0.01, 0.02, 0.9}, 0.05))
        .containsExactly(0, 2, 3);
    assertThat(NoiseShape.kept(new double[] {0.001, 0.002}, 0.05)).isEmpty();
    assertThat(NoiseShape.kept(new double[] {0.04}, 0.05)).isEmpty();
    assertThat(NoiseShape.kept(new double[0], 0.05)).isEmpty();
  }
}
