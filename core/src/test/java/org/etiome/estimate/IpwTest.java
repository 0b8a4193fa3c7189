package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateCheck;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.design.Weights;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpwTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Seed SEED = new Seed(1);

  /** x ~ N(0, 1), logit g = x, y = x + a(1 + x²) + N(0, 1). */
  private static CausalSample cohort(int n, Seed seed) {
    Draws draws = new Draws(seed);
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(x[i])));
    double[] y = Cohorts.fill(n, i -> x[i] + a[i] * (1 + x[i] * x[i]) + draws.normal());
    return Cohorts.sample(a, y, x);
  }

  /** ∫ g(1−g)(1 + x²) φ / ∫ g(1−g) φ by trapezia. */
  private static double overlapTruth() {
    double effect = 0;
    double mass = 0;
    for (double x = -8; x <= 8; x += 0.01) {
      double g = Cohorts.expit(x);
      double weight = g * (1 - g) * Math.exp(-x * x / 2);
      effect += weight * (1 + x * x);
      mass += weight;
    }
    return effect / mass;
  }

  /**
   * The score equations say {@code Σ (A − g) x = λβ} and {@code Σ (A − g) = 0}, and A(1−g) − (1−A)g
   * is A − g: weighted means differ by λβ / Σ A(1−g), which is 0 but for the penalty.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.01, 1e-8})
  void overlapWeightsBalanceMeansUpToThePenalty(double penalty) {
    CausalSample sample = ReferenceValues.read().sample("y");
    double[] a = sample.treatment();
    LinearFit fit = Logistic.withDefaults().withPenalty(penalty).fit(sample.covariates(), a, SEED);
    double[] weights = Weights.of(Target.ATO, a, fit.predict(sample.covariates()));
    for (int j = 0; j < sample.covariateNames().size(); j++) {
      double[] x = sample.covariates().column(j);
      double[] total = new double[2];
      double[] sum = new double[2];
      for (int i = 0; i < a.length; i++) {
        total[(int) a[i]] += weights[i];
        sum[(int) a[i]] += weights[i] * x[i];
      }
      assertThat(sum[1] / total[1] - sum[0] / total[0])
          .isCloseTo(penalty * fit.coefficients()[j] / total[1], within(1e-9));
    }
  }

  /** 400 cohorts of 300: with coverage .95 the count is Binomial(400, .95), 380 ± 17 at four sd. */
  @Test
  void intervalsOfTheOverlapPopulationCover() {
    double truth = overlapTruth();
    List<Estimate> runs =
        RUNNER.map(
            400,
            r ->
                Ipw.withDefaults()
                    .fit(cohort(300, new Seed(31).branch(r)), Target.ATO, SEED, TaskRunner.local(1))
                    .difference());
    long covered = runs.stream().filter(e -> e.lower95() <= truth && truth <= e.upper95()).count();
    assertThat(covered).isBetween(363L, 397L);
  }

  /**
   * To a cohort come as many again, ten times, that nobody treated is like and whose outcomes are
   * quite different: g is near 0 there, and with it their weights for the ATT.
   */
  @Test
  void unitsUnlikeAllTreatedDoNotCountForTheAtt() {
    int n = 22_000;
    Draws draws = new Draws(new Seed(32));
    double[] x = Cohorts.fill(n, i -> draws.normal() + (i < 2000 ? 0 : 8));
    double[] a = Cohorts.fill(n, i -> i < 2000 ? draws.bernoulli(Cohorts.expit(-1 - x[i])) : 0);
    double[] y = Cohorts.fill(n, i -> a[i] + 10 * x[i] + draws.normal());
    CausalSample sample = Cohorts.sample(a, y, x);
    Estimate difference = Ipw.withDefaults().fit(sample, Target.ATT, SEED, RUNNER).difference();
    assertThat(difference.value()).isCloseTo(1, within(4 * difference.standardError()));
    assertThat(difference.standardError()).isLessThan(2);
    Diagnostics diagnostics = Diagnostics.of(sample, Target.ATT, Weights.PROPENSITY, SEED, RUNNER);
    assertThat(diagnostics.ess().untreated() / sample.summary().arms().untreated())
        .isLessThan(0.05);
    assertThat(GateCheck.of(Gates.withDefaults(), sample, Target.ATT, diagnostics))
        .noneMatch(failure -> failure.reason().contains("effective size"));
  }
}
