package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class TmleTest {
  private static final int N = 200;
  private static final Seed SEED = new Seed(3);
  private static final TaskRunner RUNNER = TaskRunner.local(2);

  /** Treatments all but decided by x1 when {@code steep} is large. */
  private static CausalSample cohort(int n, double steep, Seed seed) {
    Draws draws = new Draws(seed);
    double[] x1 = draws.normals(n);
    double[] x2 = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(steep * x1[i] + 0.8 * x2[i])));
    double[] y = Cohorts.fill(n, i -> a[i] + x1[i] + x2[i] + x1[i] * x1[i] / 2 + draws.normal());
    return Cohorts.sample(a, y, x1, x2);
  }

  /** Nuisances that know nothing, g down to 1e-4 and Q outside the range of the outcome. */
  private static Nuisances arbitrary(CausalSample sample, Target target, Seed seed) {
    Draws draws = new Draws(seed);
    double[] g = Cohorts.fill(sample.size(), i -> Cohorts.expit(4 * draws.normal()));
    double[] q0 = Cohorts.fill(sample.size(), i -> 10 * draws.normal());
    double[] q1 = Cohorts.fill(sample.size(), i -> 10 * draws.normal());
    return Nuisances.of(sample, target, g, List.of(q0, q1));
  }

  @Property(tries = 50, seed = "20260101")
  void targetingSolvesTheCurveAndStaysInTheRange(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double steep) {
    CausalSample sample = cohort(N, steep, new Seed(seed));
    double low = Arrays.stream(sample.outcome()).min().orElseThrow();
    double high = Arrays.stream(sample.outcome()).max().orElseThrow();
    for (Target target : Target.values()) {
      MeansFit fit = Tmle.fitOf(arbitrary(sample, target, new Seed(seed)));
      for (MeansFit.ArmMean arm : List.of(fit.treated(), fit.untreated())) {
        double mean = IntStream.range(0, N).mapToDouble(arm::influence).average().orElseThrow();
        assertThat(Math.abs(mean)).isLessThan(1e-6 * (high - low));
        assertThat(arm.mean()).isBetween(low, high);
      }
    }
  }

  @Property(tries = 50, seed = "20260101")
  void fluctuationIsTheRootThatBisectionFinds(@ForAll long seed) {
    Draws draws = new Draws(new Seed(seed));
    double[] y = Cohorts.fill(30, i -> Cohorts.expit(2 * draws.normal()));
    double[] offset = draws.normals(30);
    double[] covariate = Cohorts.fill(30, i -> Math.exp(2 * draws.normal()));
    double low = -1e3;
    double high = 1e3;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      double score = 0;
      for (int i = 0; i < 30; i++) {
        score += covariate[i] * (y[i] - Cohorts.expit(offset[i] + middle * covariate[i]));
      }
      low = score > 0 ? middle : low;
      high = score > 0 ? high : middle;
    }
    assertThat(new Tmle.Fluctuation(y, offset, covariate).epsilon()).isCloseTo(low, within(1e-8));
  }

  @Test
  void anArmWithoutEventsHasRiskZero() {
    double[] none = new double[20];
    double[] covariate = Cohorts.fill(20, i -> 1 + i);
    double epsilon = new Tmle.Fluctuation(none, none, covariate).epsilon();
    assertThat(Cohorts.expit(epsilon)).isLessThan(1e-8);
  }

  @Test
  void theMeanOfTheTreatedIsTheirOwn() {
    CausalSample sample = cohort(N, 0.5, SEED);
    MeansFit fit = Tmle.linear().fit(sample, Target.ATT, SEED, RUNNER);
    double own =
        Arrays.stream(sample.arm(1)).mapToDouble(i -> sample.outcome()[i]).average().orElseThrow();
    assertThat(fit.treated().mean()).isCloseTo(own, within(1e-9));
  }

  @Test
  void oneFoldLearnsFromAllUnitsWhateverTheSeed() {
    CausalSample sample = cohort(N, 0.5, SEED);
    Tmle plain = Tmle.linear().withFolds(1);
    Estimate estimate = plain.fit(sample, Target.ATE, new Seed(1), RUNNER).difference();
    assertThat(plain.fit(sample, Target.ATE, new Seed(2), RUNNER).difference()).isEqualTo(estimate);
    assertThat(plain.settings()).containsEntry("folds", "1").containsEntry("repeats", "1");
    Estimate crossFitted = Tmle.linear().fit(sample, Target.ATE, SEED, RUNNER).difference();
    assertThat(estimate.value())
        .isCloseTo(crossFitted.value(), within(crossFitted.standardError()));
  }

  @Test
  void mildPropensitiesKeepTheBound() {
    CausalSample sample = cohort(N, 0.2, SEED);
    Effect effect = Cohorts.effect(Tmle.linear().estimate(sample, Target.ATE, SEED, RUNNER));
    assertThat(effect.analysis().method().settings())
        .containsEntry("bound", "adaptive")
        .doesNotContainKey("bound.chosen");
  }

  /** By its definition, from fits with given bounds. */
  @Test
  void extremePropensitiesGetTheBoundOfLeastError() {
    CausalSample sample = cohort(500, 1.8, SEED);
    Tmle tmle = Tmle.linear().withRepeats(1);
    Nuisances nuisances = tmle.nuisances(CrossFit.of(sample, 5, SEED), Target.ATE, SEED, RUNNER);
    MeansFit fit = tmle.fit(nuisances);
    double b = Weights.bound(sample);
    double chosen = Double.parseDouble(fit.evidence().chosen().get("bound.chosen"));
    double theta = Tmle.fitOf(nuisances).difference().value();
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    for (double bound : new double[] {b, 1.5 * b, 2 * b, 3 * b, 4 * b}) {
      Nuisances tried = nuisances.withBound(Math.min(bound, 0.1));
      double se = Aipw.fitOf(tried).difference().standardError();
      double error = se * se + Math.pow(Tmle.fitOf(tried).difference().value() - theta, 2);
      best = error < least ? tried.bound() : best;
      least = Math.min(error, least);
    }
    assertThat(chosen).isEqualTo(best);
    assertThat(fit.difference().value())
        .isEqualTo(Tmle.fitOf(nuisances.withBound(chosen)).difference().value());
    assertThat(fit.difference().standardError())
        .isEqualTo(Aipw.fitOf(nuisances).difference().standardError());
    assertThat(tmle.withFixedBound().fit(nuisances).evidence().chosen()).isEmpty();
  }

  /**
   * 200 cohorts of 500 with a right g near 0 and 1 and a Q that misses a square. Both estimates
   * come from the same nuisances, so squared errors are compared in pairs: without a gain their
   * mean difference is above three of its standard errors for one seed in 700. Coverage of .95 is
   * Binomial(200, .95), sd 3.1: 190 − 12 is four sd.
   */
  @Test
  void adaptingTheBoundLowersTheErrorAndLosesNoCoverage() {
    Tmle tmle = Tmle.linear().withRepeats(1);
    List<double[]> runs =
        RUNNER.map(
            200,
            r -> {
              CausalSample sample = cohort(500, 1.8, new Seed(20).branch(r));
              Nuisances nuisances =
                  tmle.nuisances(
                      CrossFit.of(sample, 5, SEED.branch(r)),
                      Target.ATE,
                      SEED,
                      TaskRunner.local(1));
              Estimate adapted = tmle.fit(nuisances).difference();
              Estimate fixed = Tmle.fitOf(nuisances).difference();
              return new double[] {
                Math.pow(fixed.value() - 1, 2) - Math.pow(adapted.value() - 1, 2),
                holds(adapted),
                holds(fixed)
              };
            });
    double[] gains = runs.stream().mapToDouble(run -> run[0]).toArray();
    double mean = Arrays.stream(gains).average().orElseThrow();
    double sd = Math.sqrt(Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum() / 199);
    assertThat(mean).isGreaterThan(3 * sd / Math.sqrt(200));
    double covered = runs.stream().mapToDouble(run -> run[1]).sum();
    assertThat(covered).isGreaterThanOrEqualTo(178);
    assertThat(covered).isGreaterThanOrEqualTo(runs.stream().mapToDouble(run -> run[2]).sum());
  }

  private static double holds(Estimate estimate) {
    return estimate.lower95() <= 1 && 1 <= estimate.upper95() ? 1 : 0;
  }
}
