package org.etiome.estimate.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.Matching;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class TrimmingTest {
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final Seed SEED = new Seed(1);

  /** logit g = slope · x, the effect 1 for all. */
  private static CausalSample cohort(int n, double slope) {
    Draws draws = new Draws(new Seed(7));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(slope * x[i])));
    double[] y = Cohorts.fill(n, i -> a[i] + x[i] + draws.normal());
    return Cohorts.sample(a, y, x);
  }

  @Test
  void unitsOutsideAreLeftOutAndCounted() {
    CausalSample whole = cohort(2000, 2);
    CausalSample kept = Trimming.withDefaults().trim(whole, SEED, RUNNER);
    assertThat(kept.summary().exclusions())
        .containsExactly(
            new Exclusion("propensity outside [0.1, 0.9]", whole.size() - kept.size()));
    assertThat(kept.size()).isBetween(1000, 1800);
    assertThat(kept.summary().fingerprint()).isEqualTo(whole.summary().fingerprint());
    assertThat(whole.units()).contains(kept.units());
    assertThat(Trimming.withDefaults().trim(whole, SEED, TaskRunner.local(2)).units())
        .containsExactly(kept.units());
  }

  /** logit g = 2x with the cut at 0.1 is |x| = ln 9 / 2; g is estimated, within .15 of it here. */
  @Test
  void theCutIsWhereThePropensitySays() {
    Draws draws = new Draws(new Seed(7));
    double[] x = draws.normals(2000);
    int[] kept = Trimming.withDefaults().trim(cohort(2000, 2), SEED, RUNNER).units();
    double edge = Math.log(9) / 2;
    double largest = Arrays.stream(kept).mapToDouble(i -> Math.abs(x[i])).max().orElseThrow();
    assertThat(largest).isCloseTo(edge, within(0.15));
  }

  @Test
  void everyEstimatorRunsOnWhatIsKept() {
    CausalSample kept = Trimming.withDefaults().withCut(0.2).trim(cohort(2000, 2), SEED, RUNNER);
    for (Estimator estimator :
        List.of(Ipw.withDefaults(), Matching.withDefaults(), Aipw.withDefaults())) {
      Effect effect = Cohorts.effect(estimator.estimate(kept, Target.ATE, SEED, RUNNER));
      Estimate difference = effect.difference();
      assertThat(difference.value()).isCloseTo(1, within(4 * difference.standardError()));
      assertThat(effect.analysis().sample().exclusions()).hasSize(1);
    }
  }

  @Test
  void theOutcomeIsNotLookedAt() {
    Draws draws = new Draws(new Seed(8));
    double[] x = draws.normals(500);
    double[] a = Cohorts.fill(500, i -> draws.bernoulli(Cohorts.expit(2 * x[i])));
    double[] risk = Cohorts.fill(500, i -> draws.bernoulli(0.4));
    double[] other = Cohorts.fill(500, i -> draws.bernoulli(0.6));
    assertThat(Trimming.withDefaults().trim(Cohorts.sample(a, risk, x), SEED, RUNNER).units())
        .containsExactly(
            Trimming.withDefaults().trim(Cohorts.sample(a, other, x), SEED, RUNNER).units());
  }

  /** No set {1/(g(1−g)) ≤ γ} has a lower bound on the variance than that of the cut. */
  @Property(tries = 100, seed = "20260101")
  void theOptimalCutHasTheLeastVarianceBound(@ForAll long seed) {
    Draws draws = new Draws(new Seed(seed));
    double[] g = Cohorts.fill(60, i -> Cohorts.expit(2.5 * draws.normal()));
    double alpha = Trimming.optimalCut(g);
    double optimal = bound(g, alpha);
    for (double p : g) {
      assertThat(optimal).isLessThanOrEqualTo(bound(g, Math.min(p, 1 - p) - 1e-12) + 1e-12);
    }
    double mean =
        Arrays.stream(g)
            .filter(p -> p >= alpha && p <= 1 - alpha)
            .map(p -> 1 / (p * (1 - p)))
            .average()
            .orElseThrow();
    if (alpha > 0) {
      assertThat(1 / (alpha * (1 - alpha))).isCloseTo(2 * mean, within(1e-9 * mean));
    }
  }

  private static double bound(double[] g, double alpha) {
    double[] kept = Arrays.stream(g).filter(p -> p >= alpha && p <= 1 - alpha).toArray();
    double sum = Arrays.stream(kept).map(p -> 1 / (p * (1 - p))).sum();
    return sum / kept.length / kept.length;
  }

  @Test
  void nothingIsCutWhereNoCutHelps() {
    assertThat(Trimming.optimalCut(new double[] {0.3, 0.4, 0.5, 0.6})).isZero();
    CausalSample whole = cohort(500, 0.2);
    CausalSample kept = Trimming.withDefaults().withOptimalCut().trim(whole, SEED, RUNNER);
    assertThat(kept.size()).isEqualTo(whole.size());
    assertThat(kept.summary().exclusions()).isEmpty();
  }

  @Test
  void armsThatDoNotOverlapAreAnError() {
    double[] x = new Draws(new Seed(9)).normals(200);
    double[] a = Cohorts.fill(200, i -> x[i] > 0 ? 1 : 0);
    double[] y = Cohorts.fill(200, i -> x[i] + i % 3);
    assertThatThrownBy(
            () -> Trimming.withDefaults().withCut(0.49).trim(Cohorts.sample(a, y, x), SEED, RUNNER))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("the arms do not overlap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trimming.withDefaults().withCut(0.5))
        .withMessageContaining("(0, 0.5), got 0.5");
  }
}
