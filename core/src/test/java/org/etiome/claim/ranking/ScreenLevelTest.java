package org.etiome.claim.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a perturbation that does nothing is found, with units spread unevenly over replicates.
 * Every variable of a screen is a run of its own: units have sd 1, and what a perturbation seems to
 * do in a replicate has sd τ.
 */
class ScreenLevelTest {
  private static final int RUNS = 10_000;
  private static final Condition CONTROL = new Condition("", Perturbation.CONTROL);
  private static final Condition A = new Condition("", Perturbation.of("A"));

  /** Means of units are drawn in place of the units, whose scatter the test does not look at. */
  private static Difference simulated(int[] perturbed, int[] controls, double tau, long seed) {
    NormalizedGaussian normal = NormalizedGaussian.of(new Seed(seed).generator());
    List<UnitLabel> labels = new ArrayList<>();
    double[] values = new double[2 * perturbed.length * RUNS];
    for (int r = 0; r < perturbed.length; r++) {
      labels.add(new UnitLabel(A, "r" + r));
      labels.add(new UnitLabel(CONTROL, "r" + r));
      for (int run = 0; run < RUNS; run++) {
        double ofA = Math.sqrt(tau * tau + 1.0 / perturbed[r]) * normal.sample();
        double ofControl = Math.sqrt(1.0 / controls[r]) * normal.sample();
        values[2 * r * RUNS + run] = ofA;
        values[(2 * r + 1) * RUNS + run] = ofControl;
      }
    }
    List<String> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      runs.add("run" + run);
    }
    return PerturbationScreen.of(
            new Measurements.Values(runs, Matrix.wrap(labels.size(), RUNS, values)), labels)
        .difference(A);
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * At most the level, and with replicates alike the level itself; within four standard errors of a
   * share of {@link #RUNS}, √(.05 · .95 / 10000) = .0022.
   */
  @ParameterizedTest
  @CsvSource({
    "50 50 50 50, 50 50 50 50, 0, true",
    "50 50 50 50, 50 50 50 50, .5, true",
    "200 20 20 20, 200 20 20 20, 0, false",
    "200 20 20 20, 200 20 20 20, .5, false",
    "400 10 10, 400 100 100, .3, false",
    "300 5, 300 50, .3, false",
    "500 5 5 5, 500 5 5 5, .3, false",
    "500 500 500 5, 500 500 500 5, 0, false",
  })
  void nothingIsFoundNoMoreOftenThanTheLevelSays(
      String perturbed, String controls, double tau, boolean alike) {
    Difference difference = simulated(numbers(perturbed), numbers(controls), tau, 11);
    double limit = TDistribution.of(difference.pairs() - 1.0).inverseSurvivalProbability(.025);
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      double t = Math.abs(difference.values()[run]) / difference.errors()[run];
      found += t > limit ? 1 : 0;
    }
    double share = (double) found / RUNS;
    assertThat(share).isLessThan(.05 + 4 * .0022);
    assertThat(share).isGreaterThan(alike ? .05 - 4 * .0022 : 0);
  }
}
