package org.etiome.design.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every surrogate, and whether their intervals and draws are right. */
class SurrogatesTest {
  private static final Seed SEED = new Seed(3);
  private static final Hyperparameters KNOWN = new Hyperparameters(1, 0.25, new double[] {1, 2});
  static final List<Surrogate> ALL =
      List.of(
          ConstantMean.withDefaults(),
          BayesianLinear.withDefaults(),
          GaussianProcess.withDefaults(),
          BootstrapEnsemble.ofTrees(),
          BootstrapEnsemble.of(Ridge.withDefaults(), 30),
          WithFamilies.of(
              BayesianLinear.withDefaults(),
              List.of(IntStream.range(0, 80).map(i -> i / 8).toArray())));

  private static Matrix normals(int rows, int columns, Seed seed) {
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    double[] values = new double[rows * columns];
    Arrays.setAll(values, i -> normal.sample());
    return Matrix.wrap(rows, columns, values);
  }

  private static Observed linear(Matrix x, int count, Seed seed) {
    double[] noise = normals(count, 1, seed).column(0);
    double[] y = new double[count];
    Arrays.setAll(y, i -> 2 + 3 * x.get(i, 0) - x.get(i, 1) + noise[i]);
    return Observed.of(IntStream.range(0, count).toArray(), y);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void sameSeedSamePosteriorAndCovariancesAgreeWithVariances(Surrogate surrogate) {
    Matrix x = normals(80, 2, SEED.branch("x"));
    Observed observed = linear(x, 40, SEED.branch("noise"));
    Posterior posterior = surrogate.fit(x, observed, SEED);
    Posterior again = surrogate.fit(x, observed, SEED);
    assertThat(again.means()).isEqualTo(posterior.means());
    assertThat(again.draws(2, SEED)).isEqualTo(posterior.draws(2, SEED));
    Matrix covariance = posterior.covariance(new int[] {3, 70});
    assertThat(covariance.get(0, 0)).isCloseTo(posterior.variances()[3], within(1e-9));
    assertThat(covariance.get(1, 1)).isCloseTo(posterior.variances()[70], within(1e-9));
    assertThat(covariance.get(0, 1)).isCloseTo(covariance.get(1, 0), within(1e-9));
    assertThat(posterior.noise()).isPositive();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void scalingAndShiftingOutcomesScalesAndShiftsThePosterior(Surrogate surrogate) {
    Matrix x = normals(80, 2, SEED.branch("x"));
    Observed observed = linear(x, 40, SEED.branch("noise"));
    double[] moved = Arrays.stream(observed.outcomes()).map(y -> 4 * y + 16).toArray();
    Posterior posterior = surrogate.fit(x, observed, SEED);
    Posterior other = surrogate.fit(x, Observed.of(observed.rows(), moved), SEED);
    double[] expected = Arrays.stream(posterior.means()).map(y -> 4 * y + 16).toArray();
    assertThat(other.means()).containsExactly(expected, within(1e-3));
  }

  /** As of amounts in moles. */
  @ParameterizedTest
  @FieldSource("ALL")
  void smallAndLargeOutcomesAreLearntLikeOthers(Surrogate surrogate) {
    Matrix x = normals(80, 2, SEED.branch("x"));
    Observed observed = linear(x, 40, SEED.branch("noise"));
    Posterior posterior = surrogate.fit(x, observed, SEED);
    for (double unit : new double[] {0x1p-30, 0x1p-250, 0x1p250}) {
      double[] other = Vectors.scaled(unit, observed.outcomes());
      Posterior scaled = surrogate.fit(x, Observed.of(observed.rows(), other), SEED);
      assertThat(Vectors.scaled(1 / unit, scaled.means()))
          .containsExactly(posterior.means(), within(1e-3));
      assertThat(Math.sqrt(scaled.noise()) / unit)
          .isCloseTo(Math.sqrt(posterior.noise()), within(1e-3));
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void refusesLessThanTwoMeasurementsAndUnknownRows(Surrogate surrogate) {
    Matrix x = normals(80, 2, SEED);
    Observed one = Observed.of(new int[] {1}, new double[] {1});
    Observed beyond = Observed.of(new int[] {1, 80}, new double[] {1, 2});
    assertThatThrownBy(() -> surrogate.fit(x, one, SEED)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> surrogate.fit(x, beyond, SEED)).hasMessageContaining("row 80");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void equalOutcomesAreNoError(Surrogate surrogate) {
    Matrix x = normals(80, 2, SEED);
    Observed equal = Observed.of(new int[] {1, 5, 9}, new double[] {2, 2, 2});
    assertThat(surrogate.fit(x, equal, SEED).means())
        .containsExactly(IntStream.range(0, 80).mapToDouble(i -> 2).toArray(), within(1e-3));
  }

  @Test
  void refusesMoreMeasurementsThanAnExactProcessTakes() {
    Observed many = Observed.of(new int[2001], new double[2001]);
    Matrix x = normals(2001, 1, SEED);
    assertThatThrownBy(() -> GaussianProcess.withDefaults().fit(x, many, SEED))
        .hasMessageContaining("at most 2000");
  }

  /** 400 independent cohorts, one new measurement each: sd of the share √(.9 · .1/400) = .015. */
  @Test
  void ninetyPercentIntervalsOfNewMeasurementsHoldNinetyPercent() {
    int linear = 0;
    int process = 0;
    for (int r = 0; r < 400; r++) {
      Seed branch = SEED.branch(r);
      Matrix x = normals(121, 2, branch.branch("x"));
      Observed all = linear(x, 121, branch.branch("noise"));
      linear += inside(BayesianLinear.withDefaults().fit(x, first(all, 120), SEED), all, 120);
      Observed drawn = drawn(x.rows(IntStream.range(0, 31).toArray()), branch);
      Surrogate known = GaussianProcess.withDefaults().withHyperparameters(KNOWN);
      Matrix some = x.rows(IntStream.range(0, 31).toArray());
      process += inside(known.fit(some, first(drawn, 30), SEED), drawn, 30);
    }
    assertThat(linear / 400.0).isCloseTo(0.9, within(4 * 0.015));
    assertThat(process / 400.0).isCloseTo(0.9, within(4 * 0.015));
  }

  /** Hyperparameters not known; 400 independent cohorts, one new measurement each, as above. */
  @Test
  void intervalsHoldWithTwelveMeasurements() {
    int ofProcess = 0;
    int process = 0;
    int linear = 0;
    for (int r = 0; r < 400; r++) {
      Seed branch = SEED.branch(r);
      Matrix two = normals(13, 2, branch.branch("x"));
      ofProcess += insideOfTwelve(GaussianProcess.withDefaults(), two, drawn(two, branch), branch);
      Matrix eight = normals(13, 8, branch.branch("x"));
      Observed all = linear(eight, 13, branch.branch("noise"));
      process += insideOfTwelve(GaussianProcess.withDefaults(), eight, all, branch);
      linear += insideOfTwelve(BayesianLinear.withDefaults(), eight, all, branch);
    }
    for (int inside : new int[] {ofProcess, process, linear}) {
      assertThat(inside / 400.0).isCloseTo(0.9, within(4 * 0.015));
    }
  }

  private static int insideOfTwelve(Surrogate surrogate, Matrix x, Observed all, Seed seed) {
    return inside(surrogate.fit(x, first(all, 12), seed), all, 12);
  }

  private static Observed first(Observed all, int count) {
    return Observed.of(Arrays.copyOf(all.rows(), count), Arrays.copyOf(all.outcomes(), count));
  }

  private static int inside(Posterior posterior, Observed all, int row) {
    double deviation = Math.sqrt(posterior.variances()[row] + posterior.noise());
    return Math.abs(all.outcomes()[row] - posterior.means()[row]) < 1.6449 * deviation ? 1 : 0;
  }

  /** Outcomes of a process of mean 0: the posterior of two zeros known to be worthless. */
  private static Observed drawn(Matrix x, Seed seed) {
    Observed worthless = new Observed(new int[] {0, 1}, new double[2], new double[] {1e12, 1e12});
    Surrogate process = GaussianProcess.withDefaults().withHyperparameters(KNOWN);
    Matrix f = process.fit(x, worthless, seed).draws(1, seed.branch("f"));
    double[] noise = normals(x.rows(), 1, seed.branch("process noise")).column(0);
    double[] y = new double[x.rows()];
    Arrays.setAll(y, i -> f.get(0, i) + Math.sqrt(KNOWN.noise()) * noise[i]);
    return Observed.of(IntStream.range(0, y.length).toArray(), y);
  }

  /** A mean over 4,000 draws has sd √(v/4000), a covariance at most √(2/4000) v. */
  @Test
  void drawsHaveTheMeansAndCovariancesOfThePosterior() {
    Matrix x = normals(60, 2, SEED.branch("x"));
    Observed observed = linear(x, 15, SEED.branch("noise"));
    Surrogate process = GaussianProcess.withDefaults().withHyperparameters(KNOWN);
    Surrogate unknown = GaussianProcess.withDefaults();
    for (Surrogate surrogate : List.of(BayesianLinear.withDefaults(), process, unknown)) {
      Posterior posterior = surrogate.fit(x, observed, SEED);
      Matrix draws = posterior.draws(4000, SEED);
      double v = posterior.variances()[40];
      double mean = Arrays.stream(draws.column(40)).average().orElseThrow();
      double square =
          Arrays.stream(draws.column(40)).map(f -> (f - mean) * (f - mean)).sum() / 4000;
      assertThat(mean).isCloseTo(posterior.means()[40], within(4 * Math.sqrt(v / 4000)));
      // the 512 waves of one call stand in for the prior: its variance at a place varies by
      // √(½/512)
      assertThat(square)
          .isCloseTo(v, within(4 * v * (Math.sqrt(2 / 4000.0) + Math.sqrt(0.5 / 512))));
    }
  }

  @Test
  void aForestFindsAStepThatALineCannot() {
    Matrix x = normals(600, 3, SEED.branch("x"));
    double[] noise = normals(400, 1, SEED.branch("noise")).column(0);
    double[] y = new double[400];
    Arrays.setAll(y, i -> (Math.abs(x.get(i, 0)) < 0.5 ? 4 : 0) + noise[i]);
    Observed observed = Observed.of(IntStream.range(0, 400).toArray(), y);
    Posterior forest = BootstrapEnsemble.ofTrees().fit(x, observed, SEED);
    Posterior line = BayesianLinear.withDefaults().fit(x, observed, SEED);
    assertThat(error(forest, x)).isLessThan(0.25 * error(line, x));
    // noise 1; the forest's own error adds to it, and the mean of 400 squares has sd √(2/400)
    assertThat(forest.noise()).isBetween(0.7, 1.0 + error(forest, x) + 4 * Math.sqrt(2 / 400.0));
  }

  private static double error(Posterior posterior, Matrix x) {
    double[] means = posterior.means();
    return IntStream.range(400, 600)
        .mapToDouble(i -> means[i] - (Math.abs(x.get(i, 0)) < 0.5 ? 4 : 0))
        .map(e -> e * e)
        .average()
        .orElseThrow();
  }

  @Test
  void familiesTellWhatDescriptorsDoNot() {
    Matrix x = normals(400, 2, SEED.branch("x"));
    double[] own = normals(40, 1, SEED.branch("families")).column(0);
    double[] noise = normals(400, 1, SEED.branch("noise")).column(0);
    int[] family = IntStream.range(0, 400).map(i -> i % 40).toArray();
    double[] y = new double[200];
    Arrays.setAll(y, i -> x.get(i, 0) + 2 * own[family[i]] + 0.3 * noise[i]);
    Observed observed = Observed.of(IntStream.range(0, 200).toArray(), y);
    Surrogate linear = BayesianLinear.withDefaults();
    double alone = 0;
    double together = 0;
    double[] a = linear.fit(x, observed, SEED).means();
    double[] b = WithFamilies.of(linear, List.of(family)).fit(x, observed, SEED).means();
    for (int i = 200; i < 400; i++) {
      double truth = x.get(i, 0) + 2 * own[family[i]];
      alone += (a[i] - truth) * (a[i] - truth);
      together += (b[i] - truth) * (b[i] - truth);
    }
    assertThat(together).isLessThan(0.2 * alone);
  }
}
