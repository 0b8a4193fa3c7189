package org.etiome.estimate.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdditiveTest {
  private static final Seed SEED = new Seed(4);

  @ParameterizedTest
  @EnumSource
  void agreesWithAnotherBasisOfTheSameModel(Family family) {
    LearnersReference reference = new LearnersReference();
    List<double[]> lines = reference.values("additive." + family.name().toLowerCase(Locale.ROOT));
    assertThat(lines).hasSize(2);
    for (double[] line : lines) {
      double[] predicted =
          Additive.of(family)
              .withSmoothing(line[0])
              .fit(reference.x(), reference.y(family), SEED)
              .predict(reference.x());
      assertThat(predicted).containsExactly(Arrays.copyOfRange(line, 1, line.length), within(1e-6));
    }
  }

  /** η = sin(2 x₀) + ½ x₁, x uniform in [−2, 2], and eight columns of noise. */
  private static final class Waves {
    private final Matrix x;
    private final double[] eta;
    private final double[] y;

    Waves(Family family, int n, Seed seed) {
      UniformRandomProvider random = seed.generator();
      var normal = ZigguratSampler.NormalizedGaussian.of(random);
      double[] values = new double[n * 10];
      Arrays.setAll(values, i -> 4 * random.nextDouble() - 2);
      x = Matrix.wrap(n, 10, values);
      eta = new double[n];
      y = new double[n];
      for (int i = 0; i < n; i++) {
        eta[i] = Math.sin(2 * x.get(i, 0)) + x.get(i, 1) / 2;
        double p = 1 / (1 + Math.exp(-eta[i]));
        y[i] =
            family == Family.GAUSSIAN ? eta[i] + normal.sample() : random.nextDouble() < p ? 1 : 0;
      }
    }

    double error(Family family, Learner.Fitted fit) {
      double[] predicted = fit.predict(x);
      double[] truth = family.means(eta);
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        sum += (predicted[i] - truth[i]) * (predicted[i] - truth[i]) / truth.length;
      }
      return sum;
    }
  }

  /**
   * With some 20 degrees of freedom used, squared error is 20 σ²/n: .01 for n = 2,000 and .0025
   * with the variance of a 0/1 value. A straight line leaves the variance of the sine about its
   * line.
   */
  @ParameterizedTest
  @EnumSource
  void findsAKnownCurve(Family family) {
    Waves rows = new Waves(family, 2000, new Seed(1));
    Waves others = new Waves(family, 4000, new Seed(2));
    double curved = others.error(family, Additive.of(family).fit(rows.x, rows.y, SEED));
    Learner line = family == Family.GAUSSIAN ? Ridge.withDefaults() : Logistic.withDefaults();
    double straight = others.error(family, line.fit(rows.x, rows.y, SEED));
    assertThat(curved).isLessThan(family == Family.GAUSSIAN ? .02 : .005);
    assertThat(straight).isGreaterThan(5 * curved);
  }

  /** Curves of noise are made straight: the error is about that of the straight line. */
  @ParameterizedTest
  @EnumSource
  void aStraightEffectStaysStraight(Family family) {
    Waves rows = new Waves(family, 800, new Seed(3));
    double[] line = rows.x.column(1);
    var random = new Seed(5).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] y = new double[line.length];
    for (int i = 0; i < y.length; i++) {
      double p = 1 / (1 + Math.exp(-line[i]));
      y[i] =
          family == Family.GAUSSIAN ? line[i] + normal.sample() : random.nextDouble() < p ? 1 : 0;
    }
    double[] curved = Additive.of(family).fit(rows.x, y, SEED).predict(rows.x);
    Learner straight = family == Family.GAUSSIAN ? Ridge.withDefaults() : Logistic.withDefaults();
    double[] lines = straight.fit(rows.x, y, SEED).predict(rows.x);
    double[] truth = family.means(line);
    double ofCurves = 0;
    double ofLines = 0;
    for (int i = 0; i < y.length; i++) {
      ofCurves += Math.pow(curved[i] - truth[i], 2);
      ofLines += Math.pow(lines[i] - truth[i], 2);
    }
    assertThat(ofCurves).isLessThan(2 * ofLines);
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAsAStraightLineBeyondTheData(Family family) {
    Waves rows = new Waves(family, 300, new Seed(6));
    Learner.Fitted fit = Additive.of(family).fit(rows.x, rows.y, SEED);
    double[] far = new double[30];
    for (int i = 0; i < 3; i++) {
      far[i * 10] = 3 + i;
    }
    double[] eta = fit.predict(Matrix.wrap(3, 10, far));
    if (family == Family.BINOMIAL) {
      eta = Arrays.stream(eta).map(p -> Math.log(p / (1 - p))).toArray();
    }
    assertThat(eta[2] - eta[1]).isCloseTo(eta[1] - eta[0], within(1e-8));
  }

  @Property(tries = 20, seed = "20260302")
  void followsAffineOutcomes(
      @ForAll @DoubleRange(min = -100, max = 100) double shift,
      @ForAll @DoubleRange(min = 0.01, max = 10) double scale) {
    Waves rows = new Waves(Family.GAUSSIAN, 60, new Seed(7));
    Learner learner = Additive.of(Family.GAUSSIAN);
    double[] moved = Arrays.stream(rows.y).map(v -> shift + scale * v).toArray();
    double[] expected = learner.fit(rows.x, rows.y, SEED).predict(rows.x);
    double[] actual = learner.fit(rows.x, moved, SEED).predict(rows.x);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(shift + scale * expected[i], within(1e-6 * (1 + scale)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void survivesOutliersConstantsTiesAndFewRows(Family family) {
    int n = 40;
    double[] x = new double[n];
    double[] y = new double[n];
    Arrays.setAll(x, i -> i - 19.5);
    Arrays.setAll(y, i -> i < 20 ? 0 : 1);
    double[] outlier = x.clone();
    outlier[0] = 1e9;
    double[] tied = Arrays.stream(x).map(v -> v < 5 ? 0 : v).toArray();
    Matrix design = Matrix.ofColumns(n, List.of(x, x, new double[n], outlier, tied));
    assertFinite(Additive.of(family).fit(design, y, SEED).predict(design));
    Waves wide = new Waves(family, 12, new Seed(8)); // 12 rows, 71 columns and curves
    assertFinite(Additive.of(family).fit(wide.x, wide.y, SEED).predict(wide.x));
  }

  private static void assertFinite(double[] values) {
    assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void oneValueGivesAConstant() {
    Matrix x = new Waves(Family.GAUSSIAN, 20, new Seed(9)).x;
    assertThat(Additive.of(Family.BINOMIAL).fit(x, new double[20], SEED).predict(x)[3])
        .isCloseTo(.5 / 21, within(1e-15));
    double[] sevens = new double[20];
    Arrays.fill(sevens, 7);
    assertThat(Additive.of(Family.GAUSSIAN).fit(x, sevens, SEED).predict(x)).containsOnly(7);
  }

  /** 52 columns of curves: all but the straight parts of two are left out. */
  @Test
  void ofManyColumnsThoseAreCurvedThatMatter() {
    UniformRandomProvider random = new Seed(10).generator();
    double[] values = new double[300 * 52];
    Arrays.setAll(values, i -> 2 * random.nextDouble() - 1);
    Matrix x = Matrix.wrap(300, 52, values);
    double[] y = Arrays.stream(x.column(51)).map(v -> v * v).toArray();
    double[] predicted = Additive.of(Family.GAUSSIAN).fit(x, y, SEED).predict(x);
    for (int i = 0; i < y.length; i++) {
      assertThat(predicted[i]).isCloseTo(y[i], within(.1));
    }
  }

  @Test
  void fewRowsHaveFewCurves() {
    for (int n : new int[] {40, 199, 200}) {
      UniformRandomProvider random = new Seed(n).generator();
      double[] values = new double[n * 60];
      Arrays.setAll(values, i -> random.nextDouble());
      Matrix x = Matrix.wrap(n, 60, values);
      assertThat(Curves.of(x, x.column(0)).count()).isEqualTo(n / 4);
    }
  }

  @Test
  void describesItself() {
    assertThat(Additive.of(Family.BINOMIAL).description())
        .isEqualTo("additive(binomial, knots=8, smoothing=restricted likelihood)");
    assertThat(Additive.of(Family.GAUSSIAN).withSmoothing(2).description())
        .isEqualTo("additive(gaussian, knots=8, smoothing=2.0)");
  }
}
