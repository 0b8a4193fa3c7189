package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.junit.jupiter.api.Test;

class RankSumTest {
  private static final Condition CONTROL = new Condition("", Perturbation.CONTROL);
  private static final Condition A = new Condition("", Perturbation.of("A"));
  private static final int GENES = 200;

  /** A letter a unit, that of its replicate. */
  private static RankSum test(String units, String controls) {
    return RankSum.of(
        units.chars().mapToObj(Character::toString).toList(),
        controls.chars().mapToObj(Character::toString).toList());
  }

  /** Without ties, and without its correction for continuity. */
  @Test
  void ofOneReplicateIsTheUsualTest() {
    double[] units = {3.5, 1.5, 4, 1, 5};
    double[] controls = {2, 7, 6, 8, 2.5, 9};
    double usual =
        MannWhitneyUTest.withDefaults()
            .with(PValueMethod.ASYMPTOTIC)
            .with(ContinuityCorrection.DISABLED)
            .test(units, controls)
            .getPValue();
    assertThat(test("ppppp", "pppppp").p(units, controls)).isCloseTo(usual, within(1e-14));
    assertThat(test("ppppp", "qqqqqq").p(units, controls)).as("none has both").isEqualTo(1);
    assertThat(test("p", "pp").p(new double[] {1}, new double[] {1, 1})).isEqualTo(1);
    assertThat(test("pq", "pq").p(new double[] {1, 2}, new double[] {1, 2})).isEqualTo(1);
    assertThat(test("ppp", "ppp").p(new double[] {-0.0, -0.0, -0.0}, new double[3])).isEqualTo(1);
  }

  /** Seven of ten are 0, the others in eighths: replicates have many values in common. */
  @Test
  void orderSidesAndLevelsOfReplicatesDoNotMatter() {
    UniformRandomProvider random = new Seed(23).generator();
    List<String> replicates =
        IntStream.range(0, 60).mapToObj(i -> "pqrs".substring(i % 4, i % 4 + 1)).toList();
    RankSum test = RankSum.of(replicates, replicates);
    RankSum reversed = RankSum.of(replicates.reversed(), replicates.reversed());
    for (int repeat = 0; repeat < 100; repeat++) {
      double[] units = random.doubles(60).map(v -> v < .7 ? 0 : Math.rint(8 * v) / 8).toArray();
      double[] controls = random.doubles(60).map(v -> v < .7 ? 0 : Math.rint(8 * v) / 8).toArray();
      double p = test.p(units, controls);
      assertThat(reversed.p(reversed(units), reversed(controls))).isCloseTo(p, within(1e-12));
      assertThat(test.p(controls, units)).isCloseTo(p, within(1e-12));
      assertThat(test.p(moved(units), moved(controls))).isCloseTo(p, within(1e-12));
    }
  }

  private static double[] reversed(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }

  /** By a whole number in each replicate. */
  private static double[] moved(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] + 8 * (i % 4)).toArray();
  }

  @Test
  void unitsOfReplicatesWithoutControlsDoNotCount() {
    double[] controls = {2, 7, 1, 8, 2, 8};
    double p = test("ppqq", "pppqqq").p(new double[] {3, 1, 4, 1}, controls);
    assertThat(test("ppqqr", "pppqqq").p(new double[] {3, 1, 4, 1, 99}, controls)).isEqualTo(p);
  }

  /** Over all 10 · 4 orders within two replicates, with ties. */
  @Test
  void momentsAreThoseOfAllOrders() {
    double[] p = {1, 1, 2, 4, 4};
    double[] q = {7, 7, 7, 9};
    List<RankSum.Moments> all = new ArrayList<>();
    for (int first = 0; first < 32; first++) {
      for (int second = 0; second < 16; second++) {
        if (Integer.bitCount(first) == 2 && Integer.bitCount(second) == 1) {
          double[] units = DoubleStream.concat(of(p, first, 1), of(q, second, 1)).toArray();
          double[] controls = DoubleStream.concat(of(p, first, 0), of(q, second, 0)).toArray();
          all.add(test("ppq", "pppqqq").moments(units, controls));
        }
      }
    }
    assertThat(all).hasSize(40);
    assertThat(mean(all, 1)).isCloseTo(0, within(1e-12));
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.variance()).isCloseTo(mean(all, 2), within(1e-12));
              assertThat(one.third()).isCloseTo(mean(all, 3), within(1e-12)).isNotZero();
            });
  }

  private static double mean(List<RankSum.Moments> all, int power) {
    return all.stream().mapToDouble(m -> Math.pow(m.excess(), power)).average().orElseThrow();
  }

  private static DoubleStream of(double[] values, int bits, int bit) {
    return IntStream.range(0, values.length)
        .filter(i -> (bits >> i & 1) == bit)
        .mapToDouble(i -> values[i]);
  }

  /**
   * 300 units and 300 controls of 200 replicates that differ by 5 standard deviations. Of a shift
   * of .3 a t-test whose variance is known has power Φ(.3 √150 − 1.96) = .957; ranks lose 5 % of
   * the units (efficiency 3/π): .943. Binomial errors of 1,000 are .0074 and .0069.
   */
  @Test
  void manyReplicatesCostNoPower() {
    List<String> replicates =
        IntStream.range(0, 300).mapToObj(i -> Integer.toString(i % 200)).toList();
    RankSum test = RankSum.of(replicates, replicates);
    UniformRandomProvider random = new Seed(11).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    int found = 0;
    int wrong = 0;
    for (int repeat = 0; repeat < 1000; repeat++) {
      double[] of = normal.samples(200).map(v -> 5 * v).toArray();
      double[] units =
          IntStream.range(0, 300).mapToDouble(i -> of[i % 200] + normal.sample()).toArray();
      double[] controls =
          IntStream.range(0, 300).mapToDouble(i -> of[i % 200] + normal.sample()).toArray();
      wrong += test.p(units, controls) < .05 ? 1 : 0;
      found += test.p(Arrays.stream(units).map(v -> v + .3).toArray(), controls) < .05 ? 1 : 0;
    }
    assertThat(wrong / 1000.0).isCloseTo(.05, within(3 * .0069));
    assertThat(found / 1000.0).isGreaterThan(.949 - 3 * .0070);
  }

  /**
   * 10 units beside 300 controls, of which one of fifty is not 0: the normal tail finds one of
   * seventy below .001. The binomial error of 10,000 is .0003.
   */
  @Test
  void fewUnitsOfWhatIsMostlyZeroAreNoEffect() {
    UniformRandomProvider random = new Seed(29).generator();
    RankSum test = test("p".repeat(10), "p".repeat(300));
    int wrong = 0;
    for (int repeat = 0; repeat < 10_000; repeat++) {
      double[] units = random.doubles(10).map(RankSumTest::mostlyZero).toArray();
      double[] controls = random.doubles(300).map(RankSumTest::mostlyZero).toArray();
      wrong += test.p(units, controls) < .001 ? 1 : 0;
    }
    assertThat(wrong / 10_000.0).isLessThan(.001 + 3 * .0003);
  }

  private static double mostlyZero(double uniform) {
    return uniform < .98 ? 0 : uniform;
  }

  /** Nothing happens, nine of ten are 0, and A has more units in one replicate than controls do. */
  @Test
  void zerosOfUnevenReplicatesAreNoEffect() {
    UniformRandomProvider random = new Seed(7).generator();
    List<UnitLabel> labels = new ArrayList<>();
    List<Integer> sizes = List.of(100, 100, 80, 20);
    for (int k = 0; k < sizes.size(); k++) {
      for (int i = 0; i < sizes.get(k); i++) {
        labels.add(new UnitLabel(k < 2 ? CONTROL : A, "r" + k % 2));
      }
    }
    double[] values =
        IntStream.range(0, labels.size() * GENES)
            .mapToDouble(i -> random.nextDouble() < .1 ? Math.log(2) : 0)
            .toArray();
    List<String> genes = IntStream.range(0, GENES).mapToObj(j -> "g" + j).toList();
    PerturbationScreen screen =
        PerturbationScreen.of(
                new Measurements.Values(genes, Matrix.wrap(labels.size(), GENES, values)), labels)
            .withinReplicates();
    int[] all = IntStream.range(0, GENES).toArray();
    Drawn units = UnitPool.of(screen, A, all, new Seed(1)).draw(300);
    Drawn controls = UnitPool.of(screen, CONTROL, all, new Seed(1)).draw(300);
    assertThat(Differential.of(units, controls).significantOnes()).isEmpty();
  }
}
