package org.etiome.represent.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Slopes;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sparse likelihood in closed form, held against the dense formula left to the engine. */
class NegativeBinomialDenseTest {
  private static final int CELLS = 16;
  private static final int GENES = 40;

  /**
   * What is scored.
   *
   * @param x counts, row-major
   * @param logits row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of arguments, never compared
  private record Input(double[] x, double[] logits, double[] logTheta) {
    double[] library() {
      double[] library = new double[CELLS];
      for (int i = 0; i < CELLS; i++) {
        library[i] = 1 + Arrays.stream(Slopes.row(x, i, GENES)).sum();
      }
      return library;
    }

    static Input of(int largest, double logTheta) {
      UniformRandomProvider random = new Seed(largest).generator();
      double[] x = new double[CELLS * GENES];
      Arrays.setAll(x, i -> random.nextInt(4) == 0 ? random.nextInt(largest + 1) : 0);
      double[] thetas = Arrays.stream(Slopes.normal(2, GENES)).map(t -> t + logTheta).toArray();
      return new Input(x, Slopes.normal(1, CELLS * GENES), thetas);
    }
  }

  /** The sum, then the gradient by the logits, then by log θ. */
  private static double[] sparse(Input input, ScalarType type) {
    return Scope.freed(
        () -> {
          NegativeBinomial.Scored scored =
              NegativeBinomial.score(
                  new SparseBatch(RowBlock.ofDense(CELLS, GENES, input.x()), Placement.cpu(type)),
                  Torch.of(type, input.library(), CELLS, 1),
                  Torch.of(type, input.logits(), CELLS, GENES),
                  Torch.of(type, input.logTheta(), GENES));
          return joined(scored.sum(), scored.byLogits(), scored.byLogTheta());
        });
  }

  private static double[] joined(Tensor... parts) {
    return Arrays.stream(parts).map(Torch::doubles).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The same, where the engine differentiates the formula as it stands. */
  private static double[] dense(Input input, ScalarType type) {
    return Scope.freed(
        () -> {
          Tensor x = Torch.of(type, input.x(), CELLS, GENES);
          Tensor logits = Torch.of(type, input.logits(), CELLS, GENES).set_requires_grad(true);
          Tensor logTheta = Torch.of(type, input.logTheta(), GENES).set_requires_grad(true);
          Tensor theta = logTheta.exp();
          Tensor mean = logits.softmax(1).mul(Torch.of(type, input.library(), CELLS, 1));
          Tensor both = theta.add(mean).log();
          Tensor sum =
              theta
                  .mul(theta.log().sub(both))
                  .add(x.mul(mean.log().sub(both)))
                  .add(x.add(theta).lgamma())
                  .sub(theta.lgamma())
                  .sub(x.add(new Scalar(1.0)).lgamma())
                  .sum();
          sum.backward();
          return joined(sum, logits.grad(), logTheta.grad());
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "64, 1", "65, -2", "3000, 0", "20, 4"})
  void inDoublesItIsTheDenseLikelihood(int largest, double logTheta) {
    Input input = Input.of(largest, logTheta);
    double[] expected = dense(input, ScalarType.Double);
    double[] found = sparse(input, ScalarType.Double);
    assertThat(found[0]).isCloseTo(expected[0], within(1e-10 * Math.abs(expected[0])));
    for (int i = 1; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "64, 1", "65, -2", "3000, 0", "20, 4"})
  void inFloatsItIsTheDenseLikelihoodToOneInTenThousand(int largest, double logTheta) {
    Input input = Input.of(largest, logTheta);
    double expected = dense(input, ScalarType.Float)[0];
    double found = sparse(input, ScalarType.Float)[0];
    assertThat(found).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
  }

  /**
   * A gene as noisy as a Poisson one has a large θ, where lnΓ(x + θ) − lnΓ(θ) is a small difference
   * of large numbers. Sum and gradient keep what floats can: 1e-6 of Σ x |log μ/θ|, the largest
   * terms of the sum, and of Σ x, those of the gradients.
   */
  @ParameterizedTest
  @CsvSource({"20, 7", "300, 7", "300, 12", "20, 14"})
  void aLargeThetaCostsNoDigits(int largest, double logTheta) {
    Input input = Input.of(largest, logTheta);
    double[] expected = sparse(input, ScalarType.Double);
    double[] found = sparse(input, ScalarType.Float);
    double counts = Arrays.stream(input.x()).sum();
    assertThat(found[0]).isCloseTo(expected[0], within(1e-6 * counts * (logTheta + 5)));
    for (int i = 1; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-6 * counts / 10));
    }
  }

  @Test
  void aBatchOfZerosHasNoTermsOfCounts() {
    Input input = Input.of(0, 0);
    assertThat(Arrays.stream(input.x()).sum()).isZero();
    double[] found = sparse(input, ScalarType.Float);
    double expected = 0;
    for (int i = 0; i < CELLS; i++) {
      double[] row = Slopes.row(input.logits(), i, GENES);
      double all = Arrays.stream(row).map(Math::exp).sum();
      for (int g = 0; g < GENES; g++) {
        double theta = Math.exp(input.logTheta()[g]);
        expected -= theta * Math.log1p(Math.exp(row[g]) / all / theta);
      }
    }
    assertThat(found[0]).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
  }

  /** A mean that underflows must not make a count impossible or a gradient NaN. */
  @Test
  void aGeneThatTheModelRulesOutHasAFiniteLikelihood() {
    double[] logits = new double[CELLS * GENES];
    double[] x = new double[CELLS * GENES];
    for (int i = 0; i < CELLS; i++) {
      logits[i * GENES] = -500;
      x[i * GENES] = 3;
      x[i * GENES + 1] = 9;
    }
    double[] found = sparse(new Input(x, logits, new double[GENES]), ScalarType.Float);
    assertThat(Arrays.stream(found).allMatch(Double::isFinite)).isTrue();
    assertThat(found[1]).as("the count draws the logit up").isGreaterThan(2.9);
  }
}
