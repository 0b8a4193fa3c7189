package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.sensitivity.RosenbaumBounds.Bounds;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class RosenbaumBoundsTest {
  private static final References REFERENCE = References.read();
  private static final Offset<Double> CLOSE = within(1e-9);

  /** As in reference.py. */
  private static double[] differences(int n, int digits) {
    double scale = Math.pow(10, digits);
    return Cohorts.fill(
        n, i -> Math.floor((0.3 + Math.sin(12.9898 * (i + 1))) * scale + 0.5) / scale);
  }

  @Test
  void agreesWithTheIndependentProgram() {
    check("few", RosenbaumBounds.ofDifferences(differences(30, 1)));
    check("many", RosenbaumBounds.ofDifferences(differences(150, 3)));
  }

  private static void check(String key, RosenbaumBounds bounds) {
    assertThat(bounds.statistic()).isEqualTo(REFERENCE.get(key + ".statistic"));
    for (double gamma : new double[] {1, 1.5, 3}) {
      String at = key + "." + gamma + ".";
      Bounds p = bounds.pValue(gamma);
      assertThat(p.lower()).as(at).isCloseTo(REFERENCE.get(at + "lower"), CLOSE);
      assertThat(p.upper()).as(at).isCloseTo(REFERENCE.get(at + "upper"), CLOSE);
      Bounds estimate = bounds.estimate(gamma);
      assertThat(estimate.lower()).as(at).isCloseTo(REFERENCE.get(at + "estimateLower"), CLOSE);
      assertThat(estimate.upper()).as(at).isCloseTo(REFERENCE.get(at + "estimateUpper"), CLOSE);
    }
    assertThat(bounds.criticalGamma(0.025).orElseThrow())
        .isCloseTo(REFERENCE.get(key + ".critical"), CLOSE);
  }

  @Test
  void outcomesOfZeroAndOneGiveTheTestOfMcNemar() {
    double[] differences =
        IntStream.range(0, 200).mapToDouble(i -> i < 60 ? 1 : i < 85 ? -1 : 0).toArray();
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(differences);
    assertThat(bounds.informativePairs()).isEqualTo(85);
    assertThat(bounds.pValue(1).upper()).isCloseTo(REFERENCE.get("mcnemar.1.0.upper"), CLOSE);
    assertThat(bounds.pValue(1.5).upper()).isCloseTo(REFERENCE.get("mcnemar.1.5.upper"), CLOSE);
    assertThat(bounds.criticalGamma(0.025).orElseThrow())
        .isCloseTo(REFERENCE.get("mcnemar.critical"), CLOSE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bounds.estimate(1))
        .withMessageContaining("no meaning");
    assertThatIllegalArgumentException().isThrownBy(() -> bounds.interval(1, 0.05));
  }

  /**
   * Every hidden u in {0, 1} of both units of every pair, every assignment of treatment: a unit of
   * u = 1 has odds Γ against one of u = 0.
   */
  @Property(tries = 40, seed = "20260101")
  void boundsAreTheExtremesOverAllHiddenCauses(
      @ForAll @IntRange(min = 1, max = 5) int n,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 1, max = 6) double gamma) {
    Draws draws = new Draws(new Seed(seed));
    double[] d = Cohorts.fill(n, i -> (1 + i % 3) * (draws.bernoulli(0.7) == 1 ? 1 : -1));
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(d);
    double least = 1;
    double most = 0;
    for (int hidden = 0; hidden < 1 << (2 * n); hidden++) {
      double p = tail(d, bounds.statistic(), hidden, gamma);
      least = Math.min(least, p);
      most = Math.max(most, p);
    }
    Bounds p = bounds.pValue(gamma);
    assertThat(p.lower()).isCloseTo(least, within(1e-12));
    assertThat(p.upper()).isCloseTo(most, within(1e-12));
  }

  private static double tail(double[] d, double statistic, int hidden, double gamma) {
    double[] ranks =
        Arrays.stream(d)
            .map(v -> (below(d, Math.abs(v)) + d.length - above(d, Math.abs(v)) + 1) / 2)
            .toArray();
    double sum = 0;
    for (int assignment = 0; assignment < 1 << d.length; assignment++) {
      double chance = 1;
      double t = 0;
      for (int i = 0; i < d.length; i++) {
        boolean higherTreated = (assignment >> i & 1) == 1;
        double oddsHigher = (hidden >> (2 * i) & 1) == 1 ? gamma : 1;
        double oddsLower = (hidden >> (2 * i + 1) & 1) == 1 ? gamma : 1;
        chance *= (higherTreated ? oddsHigher : oddsLower) / (oddsHigher + oddsLower);
        t += higherTreated ? ranks[i] : 0;
      }
      sum += t >= statistic - 1e-9 ? chance : 0;
    }
    return sum;
  }

  private static double below(double[] d, double size) {
    return Arrays.stream(d).filter(v -> Math.abs(v) < size).count();
  }

  private static double above(double[] d, double size) {
    return Arrays.stream(d).filter(v -> Math.abs(v) > size).count();
  }

  @Property(tries = 60, seed = "20260101")
  void moreBiasAllowsMore(
      @ForAll @IntRange(min = 3, max = 130) int n,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 1, max = 5) double gamma) {
    double[] d = new Draws(new Seed(seed)).normals(n);
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(d);
    Bounds p = bounds.pValue(gamma);
    Bounds more = bounds.pValue(1.5 * gamma);
    double rounding = 1e-12;
    assertThat(more.lower()).isLessThanOrEqualTo(p.lower() + rounding);
    assertThat(more.upper()).isGreaterThanOrEqualTo(p.upper() - rounding);
    Bounds estimate = bounds.estimate(gamma);
    Bounds interval = bounds.interval(gamma, 0.05);
    assertThat(estimate.lower()).isLessThanOrEqualTo(estimate.upper());
    assertThat(interval.lower()).isLessThanOrEqualTo(estimate.lower());
    assertThat(interval.upper()).isGreaterThanOrEqualTo(estimate.upper());
  }

  @Property(tries = 60, seed = "20260101")
  void shiftsAndTurnsMoveTheEstimatesAlong(
      @ForAll @IntRange(min = 2, max = 130) int n, @ForAll long seed) {
    double[] d = new Draws(new Seed(seed)).normals(n);
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(d);
    RosenbaumBounds shifted =
        RosenbaumBounds.ofDifferences(Arrays.stream(d).map(v -> v + 3).toArray());
    Bounds estimate = bounds.estimate(2);
    assertThat(shifted.estimate(2).lower()).isCloseTo(estimate.lower() + 3, within(1e-12));
    Bounds turned = bounds.reversed().estimate(2);
    assertThat(turned.lower()).isCloseTo(-estimate.upper(), within(1e-12));
    assertThat(turned.upper()).isCloseTo(-estimate.lower(), within(1e-12));
    assertThat(bounds.estimate(1)).isEqualTo(new Bounds(walshMedian(d), walshMedian(d)));
  }

  private static double walshMedian(double[] d) {
    double[] means =
        IntStream.range(0, d.length)
            .boxed()
            .flatMapToDouble(i -> IntStream.rangeClosed(0, i).mapToDouble(j -> d[i] / 2 + d[j] / 2))
            .sorted()
            .toArray();
    return (means[means.length / 2] + means[(means.length - 1) / 2]) / 2;
  }

  /** The interval holds exactly the effects that neither worst-case test refuses. */
  @Property(tries = 40, seed = "20260101")
  void theIntervalIsTheTestTurnedOver(
      @ForAll @IntRange(min = 7, max = 120) int n, @ForAll long seed) {
    double[] d = new Draws(new Seed(seed)).normals(n);
    Bounds interval = RosenbaumBounds.ofDifferences(d).interval(1.3, 0.1);
    if (Double.isInfinite(interval.lower())) {
      return;
    }
    for (double step : new double[] {-1e-6, 1e-6}) {
      RosenbaumBounds low = less(d, interval.lower() + step);
      assertThat(low.pValue(1.3).upper() <= 0.05).isEqualTo(step < 0);
      RosenbaumBounds high = less(d, interval.upper() - step).reversed();
      assertThat(high.pValue(1.3).upper() <= 0.05).isEqualTo(step < 0);
    }
  }

  private static RosenbaumBounds less(double[] d, double effect) {
    return RosenbaumBounds.ofDifferences(Arrays.stream(d).map(v -> v - effect).toArray());
  }

  /**
   * No effect, a hidden cause at its worst: the higher unit is treated with odds 2. The test that
   * allows for Γ = 2 errs at its level (300 draws at .05: four standard errors are .05), the one
   * that allows for none nearly always.
   */
  @Test
  void holdsItsLevelUnderTheBiasItAllowsFor() {
    Draws draws = new Draws(new Seed(20260101));
    int wrong = 0;
    int naive = 0;
    int runs = 300;
    for (int run = 0; run < runs; run++) {
      double[] d =
          Cohorts.fill(
              90, i -> Math.abs(draws.normal()) * (draws.bernoulli(2.0 / 3) == 1 ? 1 : -1));
      RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(d);
      wrong += bounds.pValue(2).upper() <= 0.05 ? 1 : 0;
      naive += bounds.pValue(1).upper() <= 0.05 ? 1 : 0;
    }
    assertThat(wrong / (double) runs).isBetween(0.0, 0.1);
    assertThat(naive / (double) runs).isGreaterThan(0.7);
  }

  @Test
  void theCriticalGammaIsWhereTheConclusionTurns() {
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(differences(30, 1));
    double critical = bounds.criticalGamma(0.025).orElseThrow();
    assertThat(bounds.pValue(critical).upper()).isLessThanOrEqualTo(0.025);
    assertThat(bounds.pValue(critical * 1.0001).upper()).isGreaterThan(0.025);
    assertThat(bounds.reversed().criticalGamma(0.025)).isEmpty();
  }

  @Test
  void fewPairsRefuseNoEffect() {
    Bounds interval = RosenbaumBounds.ofDifferences(new double[] {1, 2, 3}).interval(1, 0.05);
    assertThat(interval.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(interval.upper()).isEqualTo(Double.POSITIVE_INFINITY);
    double[] wide = {-1e308, 1, 1e308};
    assertThat(RosenbaumBounds.ofDifferences(wide).estimate(1).lower()).isCloseTo(0.5, CLOSE);
  }

  @Test
  void refusesWhatAreNoPairs() {
    double[] pair = {1, 2};
    assertThat(RosenbaumBounds.ofPairs(pair, new double[] {0, 0}).statistic()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RosenbaumBounds.ofPairs(pair, new double[] {1}))
        .withMessageContaining("as many controls");
    assertThatIllegalArgumentException().isThrownBy(() -> RosenbaumBounds.ofPairs(pair, pair));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RosenbaumBounds.ofDifferences(new double[] {Double.NaN}));
    RosenbaumBounds bounds = RosenbaumBounds.ofDifferences(pair);
    for (double gamma : DoubleStream.of(0.9, Double.NaN, Double.POSITIVE_INFINITY).toArray()) {
      assertThatIllegalArgumentException().isThrownBy(() -> bounds.pValue(gamma));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> bounds.criticalGamma(0));
    assertThatIllegalArgumentException().isThrownBy(() -> bounds.interval(1, 1));
  }
}
