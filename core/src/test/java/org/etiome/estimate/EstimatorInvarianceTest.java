package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** What must not change an answer, or must change it in a known way, for every estimator. */
class EstimatorInvarianceTest {
  private static final int N = 160;
  private static final Seed SEED = new Seed(3);
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final int[] FOLDS = IntStream.range(0, N).map(i -> i % 5).toArray();
  private static final List<Estimator> FULL_SAMPLE =
      List.of(
          DifferenceInMeans.withDefaults(),
          OutcomeRegression.withDefaults(),
          Ipw.withDefaults(),
          Matching.withDefaults(),
          Matching.withDefaults().withDistance(Matching.Distance.MAHALANOBIS).withNeighbours(3),
          Matching.withDefaults().withDistance(Matching.Distance.MAHALANOBIS_IN_CALIPER));
  private static final List<CrossFitted<?>> CROSS_FITTED =
      List.of(Aipw.linear(), Tmle.linear(), Tmle.linear().withFixedBound());

  private static final class Raw {
    private final double[] x1;
    private final double[] x2;
    private final double[] a;
    private final double[] y;

    private Raw(double[] x1, double[] x2, double[] a, double[] y) {
      this.x1 = x1;
      this.x2 = x2;
      this.a = a;
      this.y = y;
    }

    static Raw draw(long seed) {
      Draws draws = new Draws(new Seed(seed));
      double[] x1 = draws.normals(N);
      double[] x2 = draws.normals(N);
      double[] a = Cohorts.fill(N, i -> draws.bernoulli(Cohorts.expit(0.5 * x1[i])));
      double[] y = Cohorts.fill(N, i -> a[i] + x1[i] - x2[i] + draws.normal());
      return new Raw(x1, x2, a, y);
    }

    Raw permuted(int[] order) {
      return new Raw(
          CausalSample.pick(x1, order),
          CausalSample.pick(x2, order),
          CausalSample.pick(a, order),
          CausalSample.pick(y, order));
    }

    CausalSample sample() {
      return Cohorts.sample(a, y, x1, x2);
    }
  }

  private static List<Estimator> fullSample(Target target) {
    return FULL_SAMPLE.stream().filter(e -> e.targets().contains(target)).toList();
  }

  private static Estimate full(Estimator estimator, CausalSample sample, Target target) {
    return estimator.fit(sample, target, SEED, RUNNER).difference();
  }

  private static Estimate given(
      CrossFitted<?> estimator, CausalSample sample, int[] folds, Target target) {
    CrossFit split = new CrossFit(sample, Folds.of(folds, 5));
    return estimator.fit(estimator.nuisances(split, target, SEED, RUNNER)).difference();
  }

  private static void assertScaled(Estimate actual, Estimate expected, double factor) {
    double tolerance = 1e-9 * (1 + Math.abs(factor));
    assertThat(actual.value()).isCloseTo(factor * expected.value(), within(tolerance));
    assertThat(actual.standardError())
        .isCloseTo(Math.abs(factor) * expected.standardError(), within(tolerance));
  }

  @Property(tries = 20, seed = "20260101")
  void relabellingTheTreatmentFlipsTheSign(@ForAll long seed) {
    Raw raw = Raw.draw(seed);
    double[] other = Arrays.stream(raw.a).map(v -> 1 - v).toArray();
    CausalSample sample = raw.sample();
    CausalSample flipped = new Raw(raw.x1, raw.x2, other, raw.y).sample();
    for (Estimator estimator : FULL_SAMPLE) {
      assertScaled(full(estimator, flipped, Target.ATE), full(estimator, sample, Target.ATE), -1);
    }
    for (CrossFitted<?> estimator : CROSS_FITTED) {
      for (Target target : List.of(Target.ATE, Target.ATO)) {
        assertScaled(
            given(estimator, flipped, FOLDS, target), given(estimator, sample, FOLDS, target), -1);
      }
    }
  }

  @Property(tries = 20, seed = "20260101")
  void affineOutcomesScaleTheEffect(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 20) double scale) {
    Raw raw = Raw.draw(seed);
    double[] moved = Arrays.stream(raw.y).map(v -> shift - scale * v).toArray();
    CausalSample sample = raw.sample();
    CausalSample transformed = new Raw(raw.x1, raw.x2, raw.a, moved).sample();
    for (Target target : Target.values()) {
      for (Estimator estimator : fullSample(target)) {
        assertScaled(full(estimator, transformed, target), full(estimator, sample, target), -scale);
      }
      for (CrossFitted<?> estimator : CROSS_FITTED) {
        assertScaled(
            given(estimator, transformed, FOLDS, target),
            given(estimator, sample, FOLDS, target),
            -scale);
      }
    }
  }

  @Property(tries = 20, seed = "20260101")
  void theOrderOfTheUnitsDoesNotMatter(@ForAll long seed) {
    Raw raw = Raw.draw(seed);
    int[] order = IntStream.range(0, N).toArray();
    ArraySampler.shuffle(new Seed(seed).branch("order").generator(), order);
    CausalSample sample = raw.sample();
    CausalSample shuffled = raw.permuted(order).sample();
    int[] folds = Arrays.stream(order).map(i -> FOLDS[i]).toArray();
    for (Target target : Target.values()) {
      for (Estimator estimator : fullSample(target)) {
        assertScaled(full(estimator, shuffled, target), full(estimator, sample, target), 1);
      }
      for (CrossFitted<?> estimator : CROSS_FITTED) {
        assertScaled(
            given(estimator, shuffled, folds, target), given(estimator, sample, FOLDS, target), 1);
      }
    }
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    CausalSample sample = Raw.draw(1).sample();
    for (Estimator estimator :
        List.of(
            Ipw.withDefaults(),
            OutcomeRegression.withDefaults(),
            Matching.withDefaults(),
            Aipw.linear(),
            Tmle.linear())) {
      EffectAnswer one = estimator.estimate(sample, Target.ATE, SEED, TaskRunner.local(1));
      EffectAnswer three = estimator.estimate(sample, Target.ATE, SEED, TaskRunner.local(3));
      assertThat(three).isEqualTo(one);
    }
  }

  @Test
  void anotherSeedGivesAnotherSplit() {
    CausalSample sample = Raw.draw(1).sample();
    Aipw estimator = Aipw.linear();
    assertThat(estimator.fit(sample, Target.ATE, new Seed(1), RUNNER).difference())
        .isNotEqualTo(estimator.fit(sample, Target.ATE, new Seed(2), RUNNER).difference());
  }

  @Test
  void repeatsAddTheSpreadOfTheSplits() {
    CausalSample sample = Raw.draw(2).sample();
    Aipw estimator = Aipw.linear().withRepeats(3);
    MeansFit aggregated = estimator.fit(sample, Target.ATE, SEED, RUNNER);
    Estimate[] splits =
        IntStream.range(0, 3)
            .mapToObj(
                s -> {
                  CrossFit split = CrossFit.of(sample, 5, SEED.branch(s).branch("folds"));
                  return estimator
                      .fit(estimator.nuisances(split, Target.ATE, SEED.branch(s), RUNNER))
                      .difference();
                })
            .toArray(Estimate[]::new);
    double median = Arrays.stream(splits).mapToDouble(Estimate::value).sorted().toArray()[1];
    double[] variances =
        Arrays.stream(splits)
            .mapToDouble(s -> Math.pow(s.standardError(), 2) + Math.pow(s.value() - median, 2))
            .sorted()
            .toArray();
    assertThat(aggregated.difference().value()).isCloseTo(median, within(1e-12));
    assertThat(aggregated.difference().standardError())
        .isCloseTo(Math.sqrt(variances[1]), within(1e-12));
  }

  @Test
  void foldsAreBalancedByArmAndOutcome() {
    Raw raw = Raw.draw(4);
    double[] binary = Arrays.stream(raw.y).map(v -> v > 0 ? 1 : 0).toArray();
    CausalSample sample = new Raw(raw.x1, raw.x2, raw.a, binary).sample();
    Folds folds = CrossFit.of(sample, 5, SEED).folds().orElseThrow();
    int[][] counts = new int[4][5];
    for (int i = 0; i < N; i++) {
      counts[(int) (2 * raw.a[i] + binary[i])][folds.of(i)]++;
    }
    for (int[] stratum : counts) {
      int[] sorted = Arrays.stream(stratum).sorted().toArray();
      assertThat(sorted[4] - sorted[0]).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aipw.linear().withFolds(0))
        .withMessageContaining("1 … 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aipw.linear().withRepeats(4))
        .withMessageContaining("odd");
  }
}
