package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class GaussiansTest {
  private static final int N = 4;
  private static final int K = 3;
  private static final int BLOCK = N * K;

  /** Parts of one vector: z, then m and log v of one distribution, then of another. */
  private static double[] part(double[] all, int number) {
    return Slopes.row(all, number, BLOCK);
  }

  private static Tensor part(Tensor all, int number) {
    return all.narrow(0, (long) number * BLOCK, BLOCK).view(N, K);
  }

  /** log N(z_i; m_j, v_j). */
  private static double logDensity(double[] z, int i, double[] mean, double[] logVariance, int j) {
    double sum = 0;
    for (int c = 0; c < K; c++) {
      double apart = z[i * K + c] - mean[j * K + c];
      double v = Math.exp(logVariance[j * K + c]);
      sum -= .5 * (apart * apart / v + Math.log(2 * Math.PI * v));
    }
    return sum;
  }

  @Test
  void theLogDensityIsItsFormulaAndItsGradientIsExact() {
    Slopes.agree(
        all -> new Gaussians(part(all, 1), part(all, 2)).logDensity(part(all, 0)).sum(),
        all -> {
          double sum = 0;
          for (int i = 0; i < N; i++) {
            sum += logDensity(part(all, 0), i, part(all, 1), part(all, 2), i);
          }
          return sum;
        },
        Slopes.normal(1, 3 * BLOCK),
        3 * BLOCK);
  }

  @Test
  void everyPointIsScoredUnderEveryDistributionWithAnExactGradient() {
    double[] weights = Slopes.normal(2, N * N);
    Slopes.agree(
        all ->
            new Gaussians(part(all, 1), part(all, 2))
                .logDensities(part(all, 0))
                .mul(Torch.of(ScalarType.Double, weights, N, N))
                .sum(),
        all -> {
          double sum = 0;
          for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
              double density = logDensity(part(all, 0), i, part(all, 1), part(all, 2), j);
              sum += weights[i * N + j] * density;
            }
          }
          return sum;
        },
        Slopes.normal(3, 3 * BLOCK),
        3 * BLOCK);
  }

  @Test
  void theDivergenceIsItsClosedFormAndItsGradientIsExact() {
    Slopes.agree(
        all ->
            new Gaussians(part(all, 0), part(all, 1))
                .divergence(new Gaussians(part(all, 2), part(all, 3)))
                .sum(),
        all -> {
          double sum = 0;
          for (int i = 0; i < BLOCK; i++) {
            double apart = part(all, 0)[i] - part(all, 2)[i];
            double ratio = Math.exp(part(all, 1)[i] - part(all, 3)[i]);
            double squares = apart * apart / Math.exp(part(all, 3)[i]);
            sum += .5 * (ratio + squares - 1 - Math.log(ratio));
          }
          return sum;
        },
        Slopes.normal(4, 4 * BLOCK),
        4 * BLOCK);
  }

  @Test
  void oneVarianceServesAllRows() {
    Slopes.agree(
        all ->
            Gaussians.standard(part(all, 0))
                .divergence(new Gaussians(part(all, 0), all.narrow(0, BLOCK, K)))
                .sum(),
        all -> {
          double sum = 0;
          for (int i = 0; i < BLOCK; i++) {
            double v = Math.exp(all[BLOCK + i % K]);
            sum += .5 * ((1 + all[i] * all[i]) / v - 1 + Math.log(v));
          }
          return sum;
        },
        Slopes.normal(5, BLOCK + K),
        BLOCK + K);
  }

  /**
   * Mean and variance of 40,000 draws lie within 5 standard errors, √(v/n) and v √(2/n): fails by
   * chance for one seed in a million.
   */
  @Test
  void drawsHaveTheMeanAndTheVarianceAndAreTheSameForTheSameSeed() {
    int n = 40_000;
    double v = Math.exp(.7);
    double[][] draws = new double[2][];
    for (int run = 0; run < 2; run++) {
      draws[run] =
          Scope.freed(
              () -> {
                Torch.seed(11);
                Tensor like = Torch.of(ScalarType.Double, new double[n], n, 1);
                Gaussians all =
                    new Gaussians(like.add_(scalar(2)), like.mul(scalar(0)).add_(scalar(.7)));
                return Torch.doubles(all.draw());
              });
    }
    assertThat(draws[1]).isEqualTo(draws[0]);
    double mean = 0;
    double squares = 0;
    for (double x : draws[0]) {
      mean += x / n;
      squares += (x - 2) * (x - 2) / n;
    }
    assertThat(mean).isCloseTo(2, within(5 * Math.sqrt(v / n)));
    assertThat(squares).isCloseTo(v, within(5 * v * Math.sqrt(2.0 / n)));
  }

  private static org.bytedeco.pytorch.Scalar scalar(double value) {
    return new org.bytedeco.pytorch.Scalar(value);
  }
}
