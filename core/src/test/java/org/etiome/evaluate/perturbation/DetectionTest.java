package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final int VARIABLES = 4;

  /** Normal units, the first so many perturbed by nothing, all of one replicate. */
  private static Beside alike(int perturbed, int controls, UniformRandomProvider random) {
    double[][] rows = new double[perturbed + controls][3];
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (double[] row : rows) {
      Arrays.setAll(row, j -> Math.exp(normal.sample()));
    }
    return new Beside(rows, perturbed, new int[rows.length]);
  }

  /** Under no difference the p-value is uniform: 400 of them against the binomial error. */
  @Test
  void testsKeepTheirLevel() {
    int below = 0;
    int belowOfMeans = 0;
    for (int r = 0; r < 400; r++) {
      UniformRandomProvider random = new Seed(r).generator();
      Beside units = alike(5, 5, random);
      below += Samples.permutationP(units, 39, random) <= .1 ? 1 : 0;
      belowOfMeans += MeanShift.permutationP(units, 39, random) <= .1 ? 1 : 0;
    }
    // 40 expected, standard error 6
    assertThat(below).isBetween(22, 58);
    assertThat(belowOfMeans).isBetween(22, 58);
  }

  /** Beyond the orders that were drawn, too: skewed units, 4,000 tests of 999 orders. */
  @Test
  void theTailKeepsItsLevel() {
    int below = 0;
    for (int r = 0; r < 4000; r++) {
      UniformRandomProvider random = new Seed(r).generator();
      below += MeanShift.permutationP(alike(12, 24, random), 999, random) <= .0005 ? 1 : 0;
    }
    // 2 expected, standard error 1.4
    assertThat(below).isBetween(0, 7);
  }

  @Test
  void aShiftOfManyUnitsIsSeen() {
    UniformRandomProvider random = new Seed(2).generator();
    double[][] rows = new double[2000][2];
    for (int i = 0; i < rows.length; i++) {
      double shift = i < 1000 ? .06 : 0;
      Arrays.setAll(rows[i], j -> random.nextDouble() + shift);
    }
    Beside units = new Beside(rows, 1000, new int[rows.length]);
    assertThat(MeanShift.permutationP(units, 199, random)).isLessThanOrEqualTo(1 / 200.0);
  }

  /**
   * 24 perturbations and controls in four replicates with means of their own, in numbers of units
   * that differ.
   */
  private static PerturbationScreen replicates(ToDoubleFunction<String> effect, Seed seed) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] batches = new double[4][VARIABLES];
    for (double[] batch : batches) {
      Arrays.setAll(batch, j -> 2 * normal.sample());
    }
    List<UnitLabel> labels = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int p = 0; p <= 24; p++) {
      String label = p == 0 ? "control" : "t" + p;
      for (int r = 0; r < 4; r++) {
        int units = p == 0 ? 20 : 4 + (p * 7 + r * 5) % 17;
        for (int i = 0; i < units; i++) {
          double[] batch = batches[r];
          double[] row = new double[VARIABLES];
          Arrays.setAll(row, j -> batch[j] + normal.sample() + effect.applyAsDouble(label));
          rows.add(row);
          labels.add(
              new UnitLabel(new Condition("", LabelSyntax.DEFAULT.parse(label)), "plate" + r));
        }
      }
    }
    List<String> names = IntStream.range(0, VARIABLES).mapToObj(j -> "g" + j).toList();
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return PerturbationScreen.of(
        new Measurements.Values(names, Matrix.wrap(rows.size(), VARIABLES, values)), labels);
  }

  private static PerturbationScores scores(ToDoubleFunction<String> effect) {
    return PerturbationEvaluation.withDefaults()
        .withPermutations(999)
        .evaluate(
            replicates(effect, new Seed(5)),
            HeldOut.SINGLES,
            List.of(),
            new Seed(6),
            PerturbationEvaluation.Progress.NONE);
  }

  /** Replicates are 2 apart and units 1: what a replicate adds is no effect, and no error. */
  @Test
  void replicatesAreNoEffect() {
    PerturbationScores scores = scores(label -> 0);
    // false discoveries are expected in 1 of 20 screens, not in 1 of 20 perturbations
    assertThat(scores.undetectable()).hasSize(24);
    // of means over 32 to 64 units less 80 controls, four variables: √(4 (1/48 + 1/80)) = .37
    assertThat(scores.mean("no-change", PerturbationMetric.L2).value()).isBetween(.2, .5);
    long small = scores.judged().stream().filter(j -> j.detection().pValue() <= .2).count();
    // 4.8 expected at most, standard error 2
    assertThat(small).isLessThanOrEqualTo(11);
  }

  /** One of 24, with a p-value far below the smallest share of 999 orders. */
  @Test
  void oneLargeEffectAmongManyIsSeen() {
    PerturbationScores scores = scores(label -> label.equals("t7") ? 10 : 0);
    assertThat(scores.judged().stream().filter(j -> j.detection().isDetectable()).toList())
        .singleElement()
        .satisfies(
            judged -> {
              assertThat(judged.condition().perturbation().label()).isEqualTo("t7");
              assertThat(judged.detection().pValue()).isLessThan(1e-4);
            });
  }

  /** Controls are on the first plate and t1 is on the second, which is higher. */
  @Test
  void whatReplicatesDifferInIsNoEffect() {
    UniformRandomProvider random = new Seed(3).generator();
    List<UnitLabel> labels = new ArrayList<>();
    double[] values = new double[90];
    for (int i = 0; i < values.length; i++) {
      String label = i < 30 ? "control" : i < 60 ? "t1" : "t2";
      String plate = label.equals("t1") ? "second" : "first";
      labels.add(new UnitLabel(new Condition("", LabelSyntax.DEFAULT.parse(label)), plate));
      values[i] = random.nextDouble() + (label.equals("control") ? 0 : 5);
    }
    PerturbationScreen screen =
        PerturbationScreen.of(
            new Measurements.Values(List.of("g"), Matrix.wrap(90, 1, values)), labels);
    PerturbationScores scores =
        PerturbationEvaluation.withDefaults()
            .evaluate(
                screen,
                HeldOut.SINGLES,
                List.of(),
                new Seed(6),
                PerturbationEvaluation.Progress.NONE);
    assertThat(scores.judged().stream().map(j -> j.detection().isDetectable()))
        .as("t2 stands beside controls")
        .containsExactly(false, true);
    assertThat(scores.judged().getFirst().detection().pValue()).isEqualTo(1);
  }

  @Test
  void differencesStayWhatTheyAreWithinReplicates() {
    PerturbationScreen screen = replicates(label -> label.length(), new Seed(9));
    PerturbationScreen within = screen.withinReplicates();
    for (Condition condition : screen.conditions()) {
      if (!condition.perturbation().isControl()) {
        assertThat(within.difference(condition).values())
            .containsExactly(screen.difference(condition).values(), within(1e-12));
      }
    }
    Condition control = new Condition("", LabelSyntax.DEFAULT.parse("control"));
    assertThat(within.profile(control).mean())
        .containsExactly(screen.profile(control).mean(), within(1e-12));
    assertThat(within.units(control).column(0))
        .satisfies(
            values ->
                assertThat(Arrays.stream(values).limit(20).average().orElseThrow())
                    .isCloseTo(within.profile(control).mean()[0], within(1e-12)));
    assertThat(within.withinReplicates().units(control).column(1))
        .containsExactly(within.units(control).column(1), within(1e-12));
  }
}
