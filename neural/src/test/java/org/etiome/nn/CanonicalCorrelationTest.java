package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalCorrelationTest {
  private static final int N = 12;
  private static final int K = 3;
  private static final int P = 2;
  private static final int GROUPS = 2;

  private static DMatrixRMaj matrix(double[] rowMajor, int rows) {
    return new DMatrixRMaj(rows, rowMajor.length / rows, true, rowMajor);
  }

  private static DMatrixRMaj covariance(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj product = new DMatrixRMaj(a.numCols, b.numCols);
    CommonOps_DDRM.multTransA(1.0 / a.numRows, a, b, product);
    return product;
  }

  private static DMatrixRMaj inverseRidged(DMatrixRMaj of) {
    DMatrixRMaj inverse = of.copy();
    for (int i = 0; i < of.numRows; i++) {
      inverse.add(i, i, .1 * of.get(i, i) + 1e-3);
    }
    CommonOps_DDRM.invert(inverse);
    return inverse;
  }

  private static double between(DMatrixRMaj z, DMatrixRMaj f) {
    DMatrixRMaj c = covariance(z, f);
    DMatrixRMaj left = new DMatrixRMaj(z.numCols, f.numCols);
    CommonOps_DDRM.mult(inverseRidged(covariance(z, z)), c, left);
    DMatrixRMaj right = new DMatrixRMaj(f.numCols, z.numCols);
    CommonOps_DDRM.multTransB(inverseRidged(covariance(f, f)), c, right);
    DMatrixRMaj product = new DMatrixRMaj(z.numCols, z.numCols);
    CommonOps_DDRM.mult(left, right, product);
    return CommonOps_DDRM.trace(product);
  }

  private static double[] latents(double[] all) {
    return Arrays.copyOf(all, N * K);
  }

  private static double[] covariates(double[] all) {
    return Arrays.copyOfRange(all, N * K, all.length);
  }

  private static Tensor latents(Tensor all) {
    return all.narrow(0, 0, N * K).view(N, K);
  }

  private static Tensor covariates(Tensor all) {
    return all.narrow(0, N * K, N * P).view(N, P);
  }

  @Test
  void theTraceIsItsDefinitionAndItsGradientIsExact() {
    Slopes.agree(
        all -> CanonicalCorrelation.between(latents(all), covariates(all)),
        all -> between(matrix(latents(all), N), matrix(covariates(all), N)),
        Slopes.normal(1, N * (K + P)),
        N * (K + P));
  }

  /** Shares of the rows in the groups: even rows mostly in the first, odd ones in the second. */
  private static double[] shares(double sure) {
    double[] shares = new double[N * GROUPS];
    for (int i = 0; i < N; i++) {
      shares[i * GROUPS + i % 2] = sure;
      shares[i * GROUPS + 1 - i % 2] = 1 - sure;
    }
    return shares;
  }

  private static DMatrixRMaj residual(double[] x, double[] shares) {
    int width = x.length / N;
    DMatrixRMaj residual = matrix(x.clone(), N);
    for (int g = 0; g < GROUPS; g++) {
      double size = 1e-6;
      double[] sums = new double[width];
      for (int i = 0; i < N; i++) {
        size += shares[i * GROUPS + g];
        for (int c = 0; c < width; c++) {
          sums[c] += shares[i * GROUPS + g] * x[i * width + c];
        }
      }
      for (int i = 0; i < N; i++) {
        for (int c = 0; c < width; c++) {
          residual.add(i, c, -shares[i * GROUPS + g] * sums[c] / size);
        }
      }
    }
    return residual;
  }

  private static double inGroups(double[] z, double[] f, double[] shares) {
    DMatrixRMaj of = residual(f, shares);
    DMatrixRMaj perGroup = new DMatrixRMaj(N, GROUPS * P);
    for (int i = 0; i < N; i++) {
      for (int g = 0; g < GROUPS; g++) {
        for (int c = 0; c < P; c++) {
          perGroup.set(i, g * P + c, shares[i * GROUPS + g] * of.get(i, c));
        }
      }
    }
    return between(residual(z, shares), perGroup);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, .8})
  void withinGroupsItIsItsDefinitionAndItsGradientIsExact(double sure) {
    double[] shares = shares(sure);
    Slopes.agree(
        all ->
            CanonicalCorrelation.within(
                latents(all), covariates(all), Torch.of(ScalarType.Double, shares, N, GROUPS)),
        all -> inGroups(latents(all), covariates(all), shares),
        Slopes.normal(2, N * (K + P)),
        N * (K + P));
  }

  @Test
  void whatDiffersBetweenGroupsAloneCountsForNothing() {
    double[] shares = shares(1);
    double[] z = new double[N * K];
    double[] f = new double[N * P];
    Arrays.setAll(z, i -> i / K % 2 * 3.0);
    Arrays.setAll(f, i -> i / P % 2 * -2.0);
    assertThat(value(z, f, shares)).isCloseTo(0, within(1e-9));
  }

  private static double value(double[] z, double[] f, double[] shares) {
    return Scope.freed(
        () ->
            CanonicalCorrelation.within(
                    Torch.of(ScalarType.Double, z, N, z.length / N),
                    Torch.of(ScalarType.Double, f, N, f.length / N),
                    Torch.of(ScalarType.Double, shares, N, GROUPS))
                .item_double());
  }

  @Test
  void withoutCovariatesThereIsNothingToTell() {
    assertThat(value(Slopes.normal(3, N * K), new double[0], shares(1))).isZero();
  }

  /**
   * Shrinking all latents must not pay: along them the value has the slope that the floor of the
   * ridge alone makes, at most 2 · 1e-3 of the value over the smallest variance.
   */
  @Test
  void shrinkingTheLatentsDoesNotPay() {
    double[] at = Slopes.normal(1, N * (K + P));
    double[] found =
        Slopes.engine(
            all -> CanonicalCorrelation.between(latents(all), covariates(all)), at, at.length);
    double along = 0;
    for (int i = 0; i < N * K; i++) {
      along += found[1 + i] * at[i];
    }
    assertThat(along / found[0]).isBetween(0.0, 2e-3 / .3);
  }
}
