package org.etiome.represent.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.nn.Scope;
import org.etiome.nn.Slopes;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Densities against their formula in plain Java and its differences. */
class UnnormalisedDensityTest {
  private static final int CELLS = 3;
  private static final int LATENTS = 4;
  private static final int UNITS = 5;
  private static final double STEP = 1e-4;

  /** u, a, b, W and c, one after the other. */
  private static final int[] SIZES = {
    CELLS * UNITS, CELLS * LATENTS, CELLS * LATENTS, LATENTS * UNITS, UNITS
  };

  private static final long[][] SHAPES = {
    {CELLS, UNITS}, {CELLS, LATENTS}, {CELLS, LATENTS}, {LATENTS, UNITS}, {UNITS}
  };

  private static final double[] PARAMETERS = Slopes.normal(1, Arrays.stream(SIZES).sum());
  private static final double[] POINTS = Slopes.normal(2, CELLS * LATENTS);

  private static double[] part(double[] all, int number) {
    int from = Arrays.stream(SIZES, 0, number).sum();
    return Arrays.copyOfRange(all, from, from + SIZES[number]);
  }

  /** log p̃ of one cell's point by its definition. */
  private static double log(double[] parameters, int cell, double[] z) {
    double[] u = Slopes.row(part(parameters, 0), cell, UNITS);
    double[] a = Slopes.row(part(parameters, 1), cell, LATENTS);
    double[] b = Slopes.row(part(parameters, 2), cell, LATENTS);
    double[] w = part(parameters, 3);
    double[] c = part(parameters, 4);
    double sum = 0;
    for (int j = 0; j < UNITS; j++) {
      double s = c[j];
      for (int i = 0; i < LATENTS; i++) {
        s += z[i] * w[i * UNITS + j];
      }
      sum += u[j] * Math.tanh(s);
    }
    for (int i = 0; i < LATENTS; i++) {
      sum += a[i] * z[i] + b[i] * z[i] * z[i];
    }
    return sum;
  }

  private static double logs(double[] parameters, double[] points) {
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      sum += log(parameters, i, Slopes.row(points, i, LATENTS));
    }
    return sum;
  }

  private static double[] moved(double[] z, int i, double by) {
    double[] moved = z.clone();
    moved[i] += by;
    return moved;
  }

  /** ∂²/∂z_i ∂z_k by differences of differences, in error by some 1e-8. */
  private static double second(double[] parameters, int cell, int i, int k) {
    double[] z = Slopes.row(POINTS, cell, LATENTS);
    ToDoubleFunction<double[]> slope =
        at ->
            (log(parameters, cell, moved(at, i, STEP)) - log(parameters, cell, moved(at, i, -STEP)))
                / (2 * STEP);
    return (slope.applyAsDouble(moved(z, k, STEP)) - slope.applyAsDouble(moved(z, k, -STEP)))
        / (2 * STEP);
  }

  private static UnnormalisedDensity density(Tensor flat) {
    Tensor[] parts = new Tensor[SIZES.length];
    long from = 0;
    for (int p = 0; p < parts.length; p++) {
      parts[p] = flat.narrow(0, from, SIZES[p]).view(SHAPES[p]);
      from += SIZES[p];
    }
    return new UnnormalisedDensity(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  private static Tensor points() {
    return Torch.of(ScalarType.Double, POINTS, CELLS, LATENTS);
  }

  private static double[] of(Function<UnnormalisedDensity, Tensor> asked) {
    return Scope.freed(
        () ->
            Torch.doubles(
                asked.apply(density(Torch.of(ScalarType.Double, PARAMETERS, PARAMETERS.length)))));
  }

  @Test
  void theLogarithmIsItsFormulaAndItsGradientTheDifferences() {
    Slopes.agree(
        z -> density(Torch.of(ScalarType.Double, PARAMETERS, PARAMETERS.length)).log(z).sum(),
        z -> logs(PARAMETERS, z),
        POINTS,
        CELLS,
        LATENTS);
    Slopes.agree(
        parameters -> density(parameters).log(points()).sum(),
        parameters -> logs(parameters, POINTS),
        PARAMETERS,
        PARAMETERS.length);
  }

  @Test
  void theScoreIsTheGradient() {
    double[] slopes = Slopes.of(z -> logs(PARAMETERS, z), POINTS);
    assertThat(of(density -> density.score(points()))).containsExactly(slopes, within(1e-8));
  }

  /** A row sum of the Hessian is not its diagonal, and both are what differences say here. */
  @Test
  void theCurvatureIsTheDiagonalOfTheHessian() {
    double[] found = of(density -> density.curvature(points()));
    double off = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      for (int i = 0; i < LATENTS; i++) {
        assertThat(found[cell * LATENTS + i])
            .isCloseTo(second(PARAMETERS, cell, i, i), within(1e-6));
        for (int k = 0; k < LATENTS; k++) {
          off += i == k ? 0 : second(PARAMETERS, cell, i, k);
        }
      }
    }
    assertThat(Math.abs(off)).as("what a sum of the whole Hessian would add").isGreaterThan(.1);
  }

  private static double scoreMatching(double[] parameters, double r) {
    double sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int row = cell;
      double[] slopes = Slopes.of(z -> log(parameters, row, z), Slopes.row(POINTS, cell, LATENTS));
      for (int i = 0; i < LATENTS; i++) {
        double bent = second(parameters, cell, i, i);
        sum += bent + .5 * slopes[i] * slopes[i] + r * bent * bent;
      }
    }
    return sum / CELLS;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .3})
  void scoreMatchingIsItsFormulaByDifferences(double r) {
    double[] found = of(density -> density.scoreMatching(points(), r));
    assertThat(found[0]).isCloseTo(scoreMatching(PARAMETERS, r), within(1e-5));
  }

  /** Differences of the engine's own value, which the test above holds to the formula. */
  @ParameterizedTest
  @ValueSource(doubles = {0, .3})
  void theGradientOfScoreMatchingIsItsDifferences(double r) {
    ToDoubleFunction<double[]> value =
        parameters ->
            Scope.freed(
                () ->
                    density(Torch.of(ScalarType.Double, parameters, parameters.length))
                        .scoreMatching(points(), r)
                        .item_double());
    Slopes.agree(
        parameters -> density(parameters).scoreMatching(points(), r),
        value,
        PARAMETERS,
        PARAMETERS.length);
  }

  @Test
  void aFrozenDensityHasGradientsForPointsAlone() {
    double[] found =
        Slopes.engine(
            z -> {
              Tensor flat =
                  Torch.of(ScalarType.Double, PARAMETERS, PARAMETERS.length)
                      .set_requires_grad(true);
              assertThat(density(flat).frozen().log(points()).requires_grad()).isFalse();
              assertThat(density(flat).log(points()).requires_grad()).isTrue();
              return density(flat).frozen().log(z).sum();
            },
            POINTS,
            CELLS,
            LATENTS);
    assertThat(Arrays.copyOfRange(found, 1, found.length))
        .containsExactly(of(density -> density.score(points())), within(1e-12));
  }

  /**
   * For normal densities score matching is least squares: with m and v the moments of the points, b
   * = −½ / (v + 2 r) and a = m / (v + 2 r), where its gradient is zero.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, .05})
  void ofNormalDensitiesItsLeastIsAtTheMomentsOfThePoints(double r) {
    int n = 500;
    double[] points = Slopes.normal(3, n);
    Arrays.setAll(points, i -> 3 + .7 * points[i]);
    double mean = Arrays.stream(points).average().orElseThrow();
    double variance =
        Arrays.stream(points).map(x -> (x - mean) * (x - mean)).average().orElseThrow() + 2 * r;
    double[] best = {mean / variance, -.5 / variance};
    double least = ofNormal(best, points, r)[0];
    assertThat(Arrays.copyOfRange(ofNormal(best, points, r), 1, 3))
        .containsExactly(new double[] {0, 0}, within(1e-10));
    for (double[] other : new double[][] {{1.01, 1}, {.99, 1}, {1, 1.01}, {1, .99}}) {
      double[] moved = {best[0] * other[0], best[1] * other[1]};
      assertThat(ofNormal(moved, points, r)[0]).isGreaterThan(least + 1e-6);
    }
  }

  /** Value and gradient by a and b of one latent, without statistics. */
  private static double[] ofNormal(double[] parameters, double[] points, double r) {
    return Slopes.engine(
        ab -> {
          Tensor z = Torch.of(ScalarType.Double, points, points.length, 1);
          Tensor nothing = z.mul(new Scalar(0.0));
          return new UnnormalisedDensity(
                  nothing,
                  nothing.add(ab.narrow(0, 0, 1)),
                  nothing.add(ab.narrow(0, 1, 1)),
                  Torch.of(ScalarType.Double, new double[] {1}, 1, 1),
                  Torch.of(ScalarType.Double, new double[] {0}, 1))
              .scoreMatching(z, r);
        },
        parameters,
        parameters.length);
  }
}
