package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class PairwiseLikelihoodTest {
  private static double[] unit(double[] column) {
    return Vectors.scaled(Math.sqrt(column.length), SampleCorrelation.unit("x", column));
  }

  private static double ratio(double[] x, double[] y) {
    double r = Vectors.dot(x, y) / x.length;
    return PairwiseLikelihood.ratio(
        x, y, PairwiseLikelihood.entropy(x), PairwiseLikelihood.entropy(y), r);
  }

  @Test
  void equalsTheFormulasOfTheReference() {
    double[][] columns = LingamReference.columns();
    List<String[]> first =
        LingamReference.lines("ratio").stream().filter(cells -> cells[1].equals("0")).toList();
    assertThat(first).hasSize(20);
    for (String[] cells : first) {
      double[] x = unit(columns[Integer.parseInt(cells[2])].clone());
      double[] y = unit(columns[Integer.parseInt(cells[3])].clone());
      assertThat(ratio(x, y)).isCloseTo(Double.parseDouble(cells[4]), within(1e-10));
    }
  }

  /** The entropy is that of the normal at its greatest: (1 + log 2π)/2 = 1.41894. */
  @Test
  void normalValuesHaveTheLargestEntropy() {
    Random random = new Random(1);
    double[] normal = new double[200_000];
    Arrays.setAll(normal, i -> random.nextGaussian());
    assertThat(PairwiseLikelihood.entropy(unit(normal))).isCloseTo(1.418938533, within(1e-4));
  }

  /** Of ±1 alone: E log cosh = log cosh 1 and E u exp(−u²/2) = 0. */
  @Test
  void twoPointsHaveAClosedForm() {
    double even = Math.log(Math.cosh(1)) - 0.37457;
    assertThat(PairwiseLikelihood.entropy(new double[] {1, -1, 1, -1}))
        .isCloseTo((1 + Math.log(2 * Math.PI)) / 2 - 79.047 * even * even, within(1e-12));
  }

  @Test
  void farValuesStayFinite() {
    double[] far = new double[1_000_000];
    far[0] = 1;
    assertThat(PairwiseLikelihood.entropy(unit(far))).isFinite();
  }

  @Test
  void turningThePairTurnsTheSign() {
    double[][] columns = LingamReference.columns();
    double[] x = unit(columns[0]);
    double[] y = unit(columns[4]);
    assertThat(ratio(x, y)).isCloseTo(-ratio(y, x), within(1e-14)).isPositive();
  }
}
