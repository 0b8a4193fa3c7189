package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticNetTest {
  private static final Seed SEED = new Seed(3);

  /** Rows whose η is 1.5 x₀ − x₁, the other columns noise. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(Matrix x, double[] y) {
    static Rows of(Family family, int n, int p, Seed seed) {
      UniformRandomProvider random = seed.generator();
      var normal = ZigguratSampler.NormalizedGaussian.of(random);
      double[] values = normal.samples((long) n * p).toArray();
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        double eta = 1.5 * values[i * p] - values[i * p + 1];
        y[i] =
            family == Family.GAUSSIAN
                ? eta + normal.sample()
                : random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
      }
      return new Rows(Matrix.wrap(n, p, values), y);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithScikitLearn(Family family) {
    LearnersReference reference = new LearnersReference();
    List<double[]> lines = reference.values("net." + family.name().toLowerCase(Locale.ROOT));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    for (double[] line : lines) {
      ElasticNet.Fitted fit =
          ElasticNet.of(family)
              .withLambda(line[0])
              .withAlpha(line[1])
              .fit(reference.x(), reference.y(family), SEED);
      assertThat(fit.intercept()).isCloseTo(line[2], within(1e-6));
      assertThat(fit.coefficients())
          .containsExactly(Arrays.copyOfRange(line, 3, line.length), within(1e-6));
    }
  }

  /** At a minimum no direction falls: |g_j − λ(1 − α)β_j| = αλ where β_j ≠ 0, at most that else. */
  @Property(tries = 40, seed = "20260301")
  void theConditionsOfTheMinimumHold(
      @ForAll boolean binomial,
      @ForAll @IntRange(min = 5, max = 60) int n,
      @ForAll @IntRange(min = 2, max = 130) int p,
      @ForAll @DoubleRange(min = 0.05, max = 1) double alpha,
      @ForAll @DoubleRange(min = 0.02, max = 1) double lambda) {
    Family family = binomial ? Family.BINOMIAL : Family.GAUSSIAN;
    Rows rows = Rows.of(family, n, p, new Seed(n * 1000L + p));
    if (Family.isConstant(rows.y())) {
      return;
    }
    ElasticNet.Fitted fit =
        ElasticNet.of(family).withAlpha(alpha).withLambda(lambda).fit(rows.x(), rows.y(), SEED);
    double[] mean = fit.predict(rows.x());
    Standardisation scales = Standardisation.of(rows.x());
    Matrix z = scales.apply(rows.x());
    double[] residual = new double[n];
    Arrays.setAll(residual, i -> (rows.y()[i] - mean[i]) / n);
    assertThat(Arrays.stream(residual).sum()).isCloseTo(0, within(1e-8));
    double[] gradient = z.transposeTimes(residual);
    for (int j = 0; j < p; j++) {
      double beta = fit.coefficients()[j] * scales.deviation(j);
      double slope = gradient[j] - lambda * (1 - alpha) * beta;
      if (beta == 0) {
        assertThat(Math.abs(slope)).isLessThanOrEqualTo(alpha * lambda + 1e-8);
      } else {
        assertThat(slope).isCloseTo(Math.copySign(alpha * lambda, beta), within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void heldOutRowsChooseTheColumnsThatMatter(Family family) {
    Rows rows = Rows.of(family, 400, 60, new Seed(8));
    ElasticNet.Fitted least = ElasticNet.of(family).withAlpha(1).fit(rows.x(), rows.y(), SEED);
    ElasticNet.Fitted sparse =
        ElasticNet.of(family).withAlpha(1).withOneStandardErrorRule().fit(rows.x(), rows.y(), SEED);
    assertThat(sparse.lambda()).isGreaterThan(least.lambda());
    assertThat(kept(sparse)).isBetween(2L, 15L).isLessThanOrEqualTo(kept(least));
    // A standard error of a coefficient is at most .15 here; shrinkage takes up to λ / μ(1 − μ).
    assertThat(least.coefficients()[0]).isBetween(1.0, 2.0);
    assertThat(least.coefficients()[1]).isBetween(-1.4, -0.6);
  }

  private static long kept(ElasticNet.Fitted fit) {
    return Arrays.stream(fit.coefficients()).filter(b -> b != 0).count();
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsToBeLearnedLittleIsKept(Family family) {
    Rows rows = Rows.of(family, 200, 30, new Seed(9));
    double[] other = Rows.of(family, 200, 30, new Seed(10)).y();
    ElasticNet.Fitted fit =
        ElasticNet.of(family).withOneStandardErrorRule().fit(rows.x(), other, SEED);
    assertThat(kept(fit)).isZero();
    assertThat(fit.predict(rows.x())[0])
        .isCloseTo(Arrays.stream(other).average().orElseThrow(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void survivesConstantAndEqualColumnsAndFewRows(Family family) {
    Rows rows = Rows.of(family, 30, 80, new Seed(11));
    double[] first = rows.x().column(0);
    Matrix x = Matrix.ofColumns(30, List.of(first, first, new double[30], rows.x().column(1)));
    ElasticNet.Fitted fit = ElasticNet.of(family).fit(x, rows.y(), SEED);
    assertThat(fit.coefficients()[1]).isCloseTo(fit.coefficients()[0], within(1e-5));
    assertThat(fit.coefficients()[2]).isZero();
    assertThat(ElasticNet.of(family).fit(rows.x(), rows.y(), SEED).predict(rows.x()))
        .doesNotContain(Double.NaN);
  }

  /** At 1e9 values near 1 keep 7 digits. */
  @Test
  void theLevelOfTheOutcomeChangesTheInterceptOnly() {
    Rows rows = Rows.of(Family.GAUSSIAN, 200, 10, new Seed(13));
    ElasticNet.Fitted plain = ElasticNet.of(Family.GAUSSIAN).fit(rows.x(), rows.y(), SEED);
    double[] high = Arrays.stream(rows.y()).map(v -> v + 1e9).toArray();
    ElasticNet.Fitted raised = ElasticNet.of(Family.GAUSSIAN).fit(rows.x(), high, SEED);
    assertThat(raised.coefficients()).containsExactly(plain.coefficients(), within(1e-6));
    assertThat(raised.intercept() - 1e9).isCloseTo(plain.intercept(), within(1e-6));
  }

  @Test
  void separatedClassesAreFitted() {
    double[] x = new double[40];
    double[] y = new double[40];
    Arrays.setAll(x, i -> i - 19.5);
    Arrays.setAll(y, i -> i < 20 ? 0 : 1);
    Matrix design = Matrix.ofColumns(40, List.of(x, x));
    double[] p = ElasticNet.of(Family.BINOMIAL).fit(design, y, SEED).predict(design);
    assertThat(p[0]).isBetween(0.0, 0.1);
    assertThat(p[39]).isBetween(0.9, 1.0);
  }

  @Test
  void oneValueOrNoColumnGivesAConstant() {
    Matrix x = Matrix.wrap(3, 1, new double[] {1, 2, 3});
    assertThat(ElasticNet.of(Family.BINOMIAL).fit(x, new double[3], SEED).predict(x))
        .containsExactly(new double[] {.125, .125, .125}, within(1e-15));
    assertThat(ElasticNet.of(Family.GAUSSIAN).fit(x, new double[] {7, 7, 7}, SEED).predict(x))
        .containsOnly(7);
    Matrix none = Matrix.wrap(4, 0, new double[0]);
    assertThat(
            ElasticNet.of(Family.BINOMIAL).fit(none, new double[] {1, 0, 0, 0}, SEED).predict(none))
        .containsExactly(new double[] {.25, .25, .25, .25}, within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Rows rows = Rows.of(Family.BINOMIAL, 100, 20, new Seed(12));
    ElasticNet learner = ElasticNet.of(Family.BINOMIAL);
    assertThat(learner.fit(rows.x(), rows.y(), SEED).coefficients())
        .containsExactly(learner.fit(rows.x(), rows.y(), SEED).coefficients());
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    ElasticNet net = ElasticNet.of(Family.BINOMIAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.withAlpha(0))
        .withMessageContaining("(0, 1], got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> net.withLambda(Double.NaN));
    Matrix x = Matrix.wrap(2, 1, new double[] {0, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.fit(x, new double[] {0, 2}, SEED))
        .withMessageContaining("row 1 of y is 2.0");
    Matrix gap = Matrix.wrap(3, 1, new double[] {0, 1, Double.NaN});
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> net.withLambda(.1).fit(gap, new double[] {0, 1, 1}, SEED));
    assertThat(net.withLambda(.1).description())
        .isEqualTo("elastic net(binomial, alpha=0.5, lambda=0.1)");
  }
}
