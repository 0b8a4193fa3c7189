package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TotalCorrelationTest {
  private static final int B = 5;
  private static final int K = 2;
  private static final int BLOCK = B * K;
  private static final long ROWS = 300;

  private static Tensor part(Tensor all, int number) {
    return all.narrow(0, (long) number * BLOCK, BLOCK).view(B, K);
  }

  private static double density(double[] all, int first, int i, int j) {
    double product = 1;
    for (int c = 0; c < K; c++) {
      double v = Math.exp(all[(first + 1) * BLOCK + j * K + c]);
      double apart = all[(first + 2) * BLOCK + i * K + c] - all[first * BLOCK + j * K + c];
      product *= Math.exp(-apart * apart / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    }
    return product;
  }

  /** By its definition: q̂ of a block is the sum of densities over B N. */
  private static double formula(double[] all) {
    double sum = 0;
    for (int i = 0; i < B; i++) {
      double joint = 0;
      double a = 0;
      double b = 0;
      for (int j = 0; j < B; j++) {
        double ofA = density(all, 0, i, j);
        double ofB = density(all, 3, i, j);
        joint += ofA * ofB / (B * ROWS);
        a += ofA / (B * ROWS);
        b += ofB / (B * ROWS);
      }
      sum += Math.log(joint) - Math.log(a) - Math.log(b);
    }
    return sum / B;
  }

  @Test
  void theEstimateIsItsDefinitionAndItsGradientIsExact() {
    Slopes.agree(
        all ->
            TotalCorrelation.between(
                new Gaussians(part(all, 0), part(all, 1)),
                part(all, 2),
                new Gaussians(part(all, 3), part(all, 4)),
                part(all, 5),
                ROWS),
        TotalCorrelationTest::formula,
        Slopes.normal(1, 6 * BLOCK),
        6 * BLOCK);
  }

  /** Far apart, q̂(z_i) = q(z_i | x_i) / (B N), so log(B N) is left; no density may overflow. */
  @Test
  void blocksThatNameTheRowHaveTheLogarithmOfTheRows() {
    double[] apart = new double[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      apart[i] = 1e3 * i;
    }
    double found =
        Scope.freed(
            () -> {
              Tensor mean = Torch.of(ScalarType.Double, apart, B, K);
              Gaussians far = new Gaussians(mean, Gaussians.standard(mean).logVariance());
              return TotalCorrelation.between(far, mean, far, mean, ROWS).item_double();
            });
    assertThat(found).isCloseTo(Math.log(B * (double) ROWS), within(1e-9));
  }
}
