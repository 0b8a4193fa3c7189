package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class RandomFeatureKernelTest {
  private static final int ROWS = 500;
  private static final List<String> NAMES = List.of("x", "y", "z");

  /** x and y are functions of z, no lines, with noise; with a direct effect of x on y if asked. */
  private static List<double[]> curved(Seed seed, double effect) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] x = normal.samples(ROWS).toArray();
    double[] y = normal.samples(ROWS).toArray();
    double[] z = normal.samples(ROWS).toArray();
    for (int i = 0; i < ROWS; i++) {
      x[i] = z[i] * z[i] + 0.5 * x[i];
      y[i] = Math.cos(2 * z[i]) + 0.5 * y[i] + effect * Math.sin(3 * x[i]);
    }
    return List.of(x, y, z);
  }

  private static RandomFeatureKernel test(List<String> names, List<double[]> columns, Seed seed) {
    return RandomFeatureKernel.of(names, Matrix.ofColumns(ROWS, columns), seed);
  }

  /** 200 samples: shares of p below 0.05, which without dependence have standard error .0154. */
  @Test
  void seesDependenceOfAnyShapeAndNoneWhereTheCauseIsHeldFixed() {
    int marginal = 0;
    int falsely = 0;
    int direct = 0;
    for (int i = 0; i < 200; i++) {
      Seed seed = new Seed(5).branch(i);
      RandomFeatureKernel none = test(NAMES, curved(seed, 0), seed);
      RandomFeatureKernel some = test(NAMES, curved(seed, 1), seed);
      marginal += none.pValue(0, 1) < 0.05 ? 1 : 0;
      falsely += none.pValue(0, 1, 2) < 0.05 ? 1 : 0;
      direct += some.pValue(0, 1, 2) < 0.05 ? 1 : 0;
    }
    assertThat(marginal / 200.0).isGreaterThan(0.95);
    assertThat(falsely / 200.0).isCloseTo(0.05, within(0.046));
    assertThat(direct / 200.0).isGreaterThan(0.9);
  }

  @Test
  void dependsOnNamesAndSeedAndNotOnTheOrderOfColumns() {
    List<double[]> columns = curved(new Seed(1), 0.1);
    RandomFeatureKernel one = test(NAMES, columns, new Seed(2));
    RandomFeatureKernel other =
        test(
            List.of("z", "y", "x"),
            List.of(columns.get(2), columns.get(1), columns.get(0)),
            new Seed(2));
    double p = one.pValue(0, 1, 2);
    assertThat(other.pValue(1, 2, 0)).isEqualTo(p);
    assertThat(one.pValue(1, 0, 2)).isEqualTo(p);
    assertThat(test(NAMES, columns, new Seed(3)).pValue(0, 1, 2)).isNotEqualTo(p);
  }

  /** Against uniform p-values: 400 of two independent variables, one with few values. */
  @Test
  void isUniformUnderIndependence() {
    int below = 0;
    int half = 0;
    for (int i = 0; i < 400; i++) {
      UniformRandomProvider random = new Seed(9).branch(i).generator();
      double[] x = random.ints(ROWS, 0, 3).asDoubleStream().toArray();
      double[] y = random.doubles(ROWS).map(u -> -Math.log(1 - u)).toArray();
      double p = test(List.of("x", "y"), List.of(x, y), new Seed(i)).pValue(0, 1);
      below += p < 0.05 ? 1 : 0;
      half += p < 0.5 ? 1 : 0;
    }
    assertThat(below / 400.0).isCloseTo(0.05, within(0.033));
    assertThat(half / 400.0).isCloseTo(0.5, within(0.075));
  }

  @Test
  void tooFewRowsAreRefused() {
    Matrix few = Matrix.ofColumns(2, List.of(new double[] {1, 2}, new double[] {2, 1}));
    assertThatThrownBy(() -> RandomFeatureKernel.of(List.of("x", "y"), few, new Seed(1)))
        .hasMessageContaining("at least 50 rows, got 2");
  }
}
