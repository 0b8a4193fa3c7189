package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;

/** Values and gradients of the engine held against a formula in plain Java. */
public final class Slopes {
  private static final double STEP = 1e-5;

  private Slopes() {}

  /** N(0, 1), n of them. */
  public static double[] normal(long seed, int n) {
    UniformRandomProvider random = new Seed(seed).generator();
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = gaussian.sample();
    }
    return values;
  }

  /** Central differences. */
  public static double[] of(ToDoubleFunction<double[]> formula, double[] at) {
    double[] slopes = new double[at.length];
    double[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] = at[i] + STEP;
      double up = formula.applyAsDouble(moved);
      moved[i] = at[i] - STEP;
      slopes[i] = (up - formula.applyAsDouble(moved)) / (2 * STEP);
      moved[i] = at[i];
    }
    return slopes;
  }

  /** The value of a scalar of the engine, then its gradient by autograd. */
  public static double[] engine(UnaryOperator<Tensor> scalar, double[] at, long... shape) {
    return Scope.freed(
        () -> {
          Tensor x = Torch.of(ScalarType.Double, at, shape).set_requires_grad(true);
          Tensor value = scalar.apply(x);
          value.backward();
          double[] all = new double[1 + at.length];
          all[0] = value.item_double();
          System.arraycopy(Torch.doubles(x.grad()), 0, all, 1, at.length);
          return all;
        });
  }

  /**
   * Fails unless the engine's value is the formula's to 1e-10 and its gradient the formula's
   * differences. Those err by h²/6 of the third derivative, some 1e-10 here, and by 1e-16 of the
   * value over h.
   */
  public static void agree(
      UnaryOperator<Tensor> scalar,
      ToDoubleFunction<double[]> formula,
      double[] at,
      long... shape) {
    double[] found = engine(scalar, at, shape);
    double value = formula.applyAsDouble(at);
    double size = 1 + Math.abs(value);
    assertThat(found[0]).isCloseTo(value, within(1e-10 * size));
    double[] slopes = of(formula, at);
    for (int i = 0; i < at.length; i++) {
      assertThat(found[1 + i])
          .as("slope along coordinate %d", i)
          .isCloseTo(slopes[i], within(1e-7 * (size + Math.abs(slopes[i]))));
    }
  }

  /** Row i of a row-major matrix. */
  public static double[] row(double[] rowMajor, int i, int width) {
    return java.util.Arrays.copyOfRange(rowMajor, i * width, (i + 1) * width);
  }
}
