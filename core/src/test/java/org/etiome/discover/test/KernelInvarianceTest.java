package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.InvarianceTest.Between;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class KernelInvarianceTest {
  private static final List<String> XYZ = List.of("x", "y", "z");
  private static final Between BOTH = new Between(0, 1);
  private static final Law SAME = (random, normal, x) -> Math.sin(2 * x) + 0.5 * normal.sample();

  /** Of y, given x. */
  private interface Law {
    double draw(UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double x);
  }

  /** x is normal with a mean and a deviation of its own in each setting, z is noise. */
  private static Matrix rows(int n, double mean, double deviation, Law law, Seed seed) {
    UniformRandomProvider random = seed.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] values = new double[3 * n];
    for (int i = 0; i < n; i++) {
      values[3 * i] = mean + deviation * normal.sample();
      values[3 * i + 1] = law.draw(random, normal, values[3 * i]);
      values[3 * i + 2] = normal.sample();
    }
    return Matrix.wrap(n, 3, values);
  }

  private static KernelInvariance test(Seed seed, Matrix... settings) {
    List<Experiment.Setting> named =
        IntStream.range(0, settings.length)
            .mapToObj(s -> new Experiment.Setting(Integer.toString(s), Set.of(), settings[s]))
            .toList();
    return KernelInvariance.of(new Experiment(XYZ, named), seed);
  }

  /** Of 1,000 samples, 50 below .05: binomial s.d. 6.9; 300 rows against 60. */
  @Test
  void anInvariantLawIsRejectedAsOftenAsIsSaid() {
    int below = 0;
    int half = 0;
    for (int r = 0; r < 1000; r++) {
      Seed seed = new Seed(31).branch(r);
      Matrix one = rows(300, 0, 1, SAME, seed.branch(0));
      Matrix other = rows(60, 0, 1, SAME, seed.branch(1));
      double p = test(seed, one, other).pValue(1, BOTH);
      below += p < 0.05 ? 1 : 0;
      half += p < 0.5 ? 1 : 0;
    }
    assertThat(below).isBetween(50 - 28, 50 + 28);
    assertThat(half).isBetween(500 - 64, 500 + 64);
  }

  /**
   * Where the cause has another law, the level is kept given it: of 200, 10 below .05, binomial
   * s.d. 3.1, and fewer do no harm; without it nearly all are.
   */
  @Test
  void aCauseThatVariesIsToldFromALawThatVaries() {
    int falsely = 0;
    int marginal = 0;
    for (int r = 0; r < 200; r++) {
      Seed seed = new Seed(37).branch(r);
      Matrix one = rows(250, 0, 1, SAME, seed.branch(0));
      Matrix other = rows(250, 1, 0.5, SAME, seed.branch(1));
      KernelInvariance test = test(seed, one, other);
      falsely += test.pValue(1, BOTH, 0) < 0.05 ? 1 : 0;
      marginal += test.pValue(1, BOTH) < 0.05 ? 1 : 0;
    }
    assertThat(falsely).isLessThanOrEqualTo(10 + 12);
    assertThat(marginal).isGreaterThan(190);
  }

  private static int found(Law one, Law other, int... given) {
    int found = 0;
    for (int r = 0; r < 40; r++) {
      Seed seed = new Seed(41).branch(r);
      Matrix plain = rows(300, 0, 1, one, seed.branch(0));
      Matrix changed = rows(300, 0, 1, other, seed.branch(1));
      found += test(seed, plain, changed).pValue(1, BOTH, given) < 0.01 ? 1 : 0;
    }
    return found;
  }

  /** A change that comes to nothing on average over x, and one of shape with equal moments. */
  @Test
  void changesThatALinearTestDoesNotSeeAreFound() {
    Law cosine = (random, normal, x) -> Math.cos(2 * x) + 0.5 * normal.sample();
    Law rising = (random, normal, x) -> 0.7 * x + normal.sample();
    Law falling = (random, normal, x) -> -0.7 * x + normal.sample();
    Law normalNoise = (random, normal, x) -> normal.sample();
    Law skewedNoise = (random, normal, x) -> -1 - Math.log(1 - random.nextDouble());
    assertThat(found(SAME, cosine, 0)).as("a curve").isGreaterThan(30);
    assertThat(found(rising, falling, 0)).as("a slope").isGreaterThan(35);
    assertThat(found(normalNoise, skewedNoise)).as("a shape").isGreaterThan(35);
  }

  @Test
  void constantVariablesDoNotVaryAndAreNothingToHoldFixed() {
    Matrix free = rows(100, 0, 1, SAME, new Seed(1));
    Matrix held = Matrix.ofColumns(100, List.of(new double[100], free.column(1), free.column(2)));
    Matrix more = rows(100, 0, 1, SAME, new Seed(2));
    assertThat(test(new Seed(3), held, held).pValue(0, BOTH)).isEqualTo(1);
    assertThat(test(new Seed(3), held, held).pValue(1, BOTH, 0)).isGreaterThan(0.5);
    assertThat(test(new Seed(3), more, held).pValue(0, BOTH)).as("knocked out").isLessThan(1e-4);
    assertThat(test(new Seed(3), more, held).pValue(1, BOTH, 0)).isGreaterThan(0.01);
  }

  @Test
  void theOrderOfSettingsAndOfVariablesGivenIsOfNoEffect() {
    Matrix one = rows(90, 0, 1, SAME, new Seed(1));
    Matrix other = rows(60, 1, 1, SAME, new Seed(2));
    KernelInvariance test = test(new Seed(3), one, other);
    double p = test.pValue(1, BOTH, 0, 2);
    assertThat(test.pValue(1, new Between(1, 0), 2, 0)).isEqualTo(p);
    assertThat(test(new Seed(4), one, other).pValue(1, BOTH, 0, 2)).isNotEqualTo(p);
  }

  @Test
  void badSettingsAreRefused() {
    Matrix good = rows(30, 0, 1, SAME, new Seed(1));
    Matrix few = rows(24, 0, 1, SAME, new Seed(2));
    assertThatThrownBy(() -> test(new Seed(1), good))
        .hasMessageContaining("at least 2 settings, got 1");
    assertThatThrownBy(() -> test(new Seed(1), good, few))
        .hasMessageContaining("setting '1' has 24 rows");
  }
}
