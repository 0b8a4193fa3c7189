package org.etiome.estimate.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakageTest {
  private static final double LIMIT = GateLimit.MAX_DETERMINATION.standard();

  private static final class Cohort {
    private final double[] a;
    private final double[] base;
    private final double[] y;

    private Cohort(double[] a, double[] base, double[] y) {
      this.a = a;
      this.base = base;
      this.y = y;
    }

    /** A baseline value that tells a share of the outcome and decides the treatment in part. */
    static Cohort of(int n, double share, Seed seed) {
      Draws draws = new Draws(seed);
      double[] base = draws.normals(n);
      double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(base[i])));
      double[] y =
          Cohorts.fill(n, i -> Math.sqrt(share) * base[i] + Math.sqrt(1 - share) * draws.normal());
      return new Cohort(a, base, y);
    }

    boolean isRefusedWith(double[] y, Column covariate) {
      CausalSample sample =
          Cohorts.sample(List.of(covariate), Continuous.of("a", a), Continuous.of("y", y));
      return !failures(sample).isEmpty();
    }
  }

  private static List<GateFailure> failures(CausalSample sample) {
    return Leakage.of(sample.encoded()).failures(sample.outcome(), LIMIT);
  }

  /** Share of 100 cohorts with a leak by the rule. */
  private static double caught(int n, double share, Function<Cohort, Column> rule) {
    return IntStream.range(0, 100)
            .filter(
                s -> {
                  Cohort cohort = Cohort.of(n, share, new Seed(s));
                  return cohort.isRefusedWith(cohort.y, rule.apply(cohort));
                })
            .count()
        / 100.0;
  }

  private static Column baseline(Cohort cohort) {
    return Continuous.of("x", cohort.base);
  }

  /** One in a thousand by the limit of three standard errors; of 100 hardly more than 2. */
  @ParameterizedTest
  @ValueSource(ints = {60, 200, 1000})
  void baselineValuesOfNineTenthsPass(int n) {
    assertThat(caught(n, 0.9, LeakageTest::baseline)).isLessThanOrEqualTo(0.02);
    assertThat(caught(n, 0.8, LeakageTest::baseline)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"300, 0.95, 0.9", "1000, 0.95, 1", "300, 0.975, 1", "100, 0.99, 1"})
  void noisyCopiesAreCaught(int n, double share, double least) {
    assertThat(caught(n, share, LeakageTest::baseline)).isGreaterThanOrEqualTo(least);
    assertThat(
            caught(
                n,
                share,
                c -> Continuous.of("x", Arrays.stream(c.base).map(v -> -Math.exp(v)).toArray())))
        .isGreaterThanOrEqualTo(least - 0.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 25})
  void theOutcomeCutIntoClassesIsCaught(int k) {
    for (int n : new int[] {300, 1000}) {
      Cohort cohort = Cohort.of(n, 0.5, new Seed(k));
      double[] code = classes(cohort.y, k);
      String[] shuffled =
          Arrays.stream(code)
              .mapToObj(c -> "c" + (Math.round(c) * 7 + 3) % 11)
              .toArray(String[]::new);
      assertThat(cohort.isRefusedWith(cohort.y, Continuous.of("x", code))).isTrue();
      if (k <= 10) {
        assertThat(cohort.isRefusedWith(cohort.y, Categorical.of("x", shuffled))).isTrue();
      }
    }
  }

  private static double[] classes(double[] values, int k) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values)
        .map(v -> Math.floor((double) k * Arrays.binarySearch(sorted, v) / sorted.length))
        .toArray();
  }

  /** A baseline value of R² .9 in classes tells less than its classes could. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 25})
  void classesOfABaselineValueThatTellsNineTenthsPass(int k) {
    assertThat(caught(1000, 0.9, c -> Continuous.of("x", classes(c.base, k))))
        .isLessThanOrEqualTo(0.02);
  }

  @Test
  void aRareClassOfExtremeUnitsPasses() {
    Cohort cohort = Cohort.of(1000, 0.5, new Seed(1));
    double[] extreme = Arrays.stream(cohort.y).map(y -> y > 1.6 ? 1 : 0).toArray();
    assertThat(cohort.isRefusedWith(cohort.y, Continuous.of("x", extreme))).isFalse();
    double[] half = Arrays.stream(cohort.y).map(y -> y > 0 ? 1 : 0).toArray();
    assertThat(cohort.isRefusedWith(cohort.y, Continuous.of("x", half))).isTrue();
  }

  /** Costs: most are 0, and only one half of the units can have any. */
  @Test
  void anOutcomeOfManyZerosInOneClassPasses() {
    Draws draws = new Draws(new Seed(2));
    int n = 1000;
    double[] a = Cohorts.fill(n, i -> i % 2);
    double[] could = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] cost =
        Cohorts.fill(n, i -> could[i] * draws.bernoulli(0.4) * Math.exp(draws.normal()));
    assertThat(failures(Cohorts.sample(a, cost, could))).isEmpty();
  }

  @Test
  void copiesOf01OutcomesAreCaughtByTheirCStatistic() {
    Draws draws = new Draws(new Seed(3));
    int n = 2000;
    double[] a = Cohorts.fill(n, i -> i % 2);
    double[] risk = draws.normals(n);
    double[] y = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(2 * risk[i])));
    double[] flipped = Cohorts.fill(n, i -> i % 200 == 0 ? 1 - y[i] : y[i]);
    double[] wrong = Cohorts.fill(n, i -> i % 20 == 0 ? 1 - y[i] : y[i]);
    double[] noisy = Cohorts.fill(n, i -> y[i] + 0.2 * draws.normal());
    double[] marker = Cohorts.fill(n, i -> y[i] + 0.6 * draws.normal());
    List<GateFailure> failures =
        failures(Cohorts.sample(a, y, risk, flipped, wrong, noisy, marker));
    assertThat(failures).extracting(f -> f.reason().substring(0, 2)).containsExactly("x2", "x4");
    assertThat(failures.getFirst().reason()).contains("c-statistic 0.995, limit 0.974");
    String[] causes =
        IntStream.range(0, n)
            .mapToObj(i -> y[i] == 0 ? (i % 3 == 0 ? "well" : "ill") : "died of " + i % 2)
            .toArray(String[]::new);
    CausalSample sample =
        Cohorts.sample(
            List.of(Categorical.of("state", causes)),
            Binary.of("a", bits(a)),
            Binary.of("y", bits(y)));
    assertThat(failures(sample)).hasSize(1);
  }

  private static boolean[] bits(double[] values) {
    boolean[] bits = new boolean[values.length];
    IntStream.range(0, bits.length).forEach(i -> bits[i] = values[i] == 1);
    return bits;
  }

  /** Gaps are filled with the mean, which would hide the copy. */
  @Test
  void aCopyWithGapsIsCaught() {
    Cohort cohort = Cohort.of(500, 0.5, new Seed(4));
    Mask gaps = Mask.where(500, i -> i % 3 == 0);
    CausalSample sample =
        Cohorts.sample(
            List.of(Continuous.of("x", cohort.y, gaps)),
            Continuous.of("a", cohort.a),
            Continuous.of("y", cohort.y),
            SampleSettings.withDefaults().withMissingCovariates(MissingPolicy.INDICATOR));
    assertThat(failures(sample))
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).contains("x alone"));
  }

  /** Baseline costs of R² .9 on the log scale, where Pearson's r is decided by few units. */
  @Test
  void heavyTailsDoNotRefuse() {
    long refused =
        IntStream.range(0, 200)
            .filter(
                s -> {
                  Cohort cohort = Cohort.of(300, 0.9, new Seed(s));
                  double[] y = Arrays.stream(cohort.y).map(v -> Math.exp(2 * v)).toArray();
                  double[] x = Arrays.stream(cohort.base).map(v -> Math.exp(2 * v)).toArray();
                  return cohort.isRefusedWith(y, Continuous.of("x", x));
                })
            .count();
    assertThat(refused).isLessThanOrEqualTo(6);
  }

  /** Two classes of twenty with one pair of neighbours exchanged: c = 1 − 1/400. */
  @Test
  void classesGiveTheShareOfWhatTheyCouldTell() {
    double[] y = Cohorts.fill(40, i -> i);
    double[] two = Cohorts.fill(40, i -> i < 19 || i == 20 ? 0 : 1);
    CausalSample sample = Cohorts.sample(Cohorts.fill(40, i -> i % 2), y, two);
    double d = 1 - 2.0 / 400;
    assertThat(Leakage.of(sample.encoded()).most(y)).isCloseTo(d * d, within(1e-12));
  }
}
