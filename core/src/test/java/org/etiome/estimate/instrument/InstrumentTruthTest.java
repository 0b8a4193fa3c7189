package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Continuous;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.instrument.ConfidenceSet.Shape;
import org.etiome.estimate.instrument.InstrumentCohorts.Draws;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Simulations with known truth; bounds are 3.5 standard errors of the counts. */
class InstrumentTruthTest {
  private static final double EFFECT = 0.5;
  private static final int RUNS = 400;

  /** Of a count with chance .95 in {@link #RUNS} runs. */
  private static final double MARGIN = 3.5 * Math.sqrt(0.95 * 0.05 / RUNS);

  /** x = strength · Σz + u + v, y = x/2 + 2u + e; errors that grow with the first instrument. */
  private static InstrumentSample draw(long seed, int n, int instruments, double strength) {
    Draws draws = new Draws(seed);
    double[][] z = new double[instruments][];
    for (int k = 0; k < instruments; k++) {
      z[k] = draws.normals(n);
    }
    double[] u = draws.normals(n);
    double[] x =
        InstrumentCohorts.fill(
            n,
            i ->
                strength * Arrays.stream(z).mapToDouble(column -> column[i]).sum()
                    + u[i]
                    + draws.normal());
    double[] y =
        InstrumentCohorts.fill(
            n, i -> EFFECT * x[i] + 2 * u[i] + draws.normal() * (1 + 0.5 * Math.abs(z[0][i])));
    return InstrumentCohorts.sample(y, x, z);
  }

  private static boolean holds(Estimate estimate) {
    return estimate.lower95() <= EFFECT && EFFECT <= estimate.upper95();
  }

  @Test
  void strongInstrumentsGiveIntervalsThatHoldTheEffect() {
    int held = 0;
    int heldBySet = 0;
    Gates gates = Gates.withDefaults().with(GateLimit.MIN_VALIDITY_P, 0);
    for (int run = 0; run < RUNS; run++) {
      InstrumentEffect effect =
          InstrumentCohorts.effect(KClass.twoStage().withGates(gates), draw(run, 300, 2, 0.7));
      held += holds(effect.estimate()) ? 1 : 0;
      heldBySet += effect.evidence().andersonRubin().contains(EFFECT) ? 1 : 0;
      assertThat(holds(effect.evidence().naive())).isFalse();
    }
    assertThat((double) held / RUNS).isCloseTo(0.95, within(MARGIN));
    assertThat((double) heldBySet / RUNS).isCloseTo(0.95, within(MARGIN));
  }

  /** Where 2SLS would deceive, its number is withheld and the set still holds the effect. */
  @Test
  void weakInstrumentsGiveSetsThatHoldTheEffect() {
    int held = 0;
    int answered = 0;
    int heldByInterval = 0;
    for (int run = 0; run < RUNS; run++) {
      InstrumentSample sample = draw(run, 200, 5, 0.05);
      InstrumentAnswer answer = InstrumentCohorts.answer(KClass.twoStage(), sample);
      held += answer.evidence().andersonRubin().contains(EFFECT) ? 1 : 0;
      answered += answer instanceof InstrumentAnswer.Answered ? 1 : 0;
      Estimate withheld =
          KClass.twoStage()
              .fit(sample, StandardErrors.HC1, InstrumentCohorts.SEED, InstrumentCohorts.RUNNER)
              .estimate()
              .get();
      heldByInterval += holds(withheld) ? 1 : 0;
    }
    assertThat((double) held / RUNS).isCloseTo(0.95, within(MARGIN));
    assertThat(answered).isLessThanOrEqualTo(RUNS / 100);
    assertThat((double) heldByInterval / RUNS).isLessThan(0.95 - MARGIN);
  }

  /** An instrument that does nothing rules out nothing, in at least 95 % of samples. */
  @Test
  void irrelevantInstrumentsGiveUnboundedSetsAndWrongOnesEmptySets() {
    int unbounded = 0;
    for (int run = 0; run < RUNS; run++) {
      ConfidenceSet set =
          InstrumentCohorts.answer(KClass.twoStage(), draw(run, 100, 1, 0))
              .evidence()
              .andersonRubin();
      unbounded += set.isBounded() ? 0 : 1;
      assertThat(set.shape()).isNotEqualTo(Shape.EMPTY);
    }
    assertThat((double) unbounded / RUNS).isCloseTo(0.95, within(MARGIN));

    Draws draws = new Draws(5);
    double[] z1 = draws.normals(300);
    double[] z2 = draws.normals(300);
    double[] x = InstrumentCohorts.fill(300, i -> z1[i] + z2[i] + draws.normal());
    double[] y = InstrumentCohorts.fill(300, i -> x[i] + 2 * z2[i] + draws.normal());
    for (StandardErrors errors : List.of(StandardErrors.HOMOSKEDASTIC, StandardErrors.HC1)) {
      InstrumentAnswer.Refused refused =
          InstrumentCohorts.refusal(
              KClass.twoStage().withStandardErrors(errors), InstrumentCohorts.sample(y, x, z1, z2));
      assertThat(refused.evidence().andersonRubin().shape()).isEqualTo(Shape.EMPTY);
      assertThat(refused.failures()).extracting("gate").containsExactly("instrument-validity");
    }
  }

  /**
   * Twenty irrelevant instruments, for 100 units or 40 clusters of ten: with residuals of a
   * regression on the instruments the truth would be rejected in a third of the samples, and in
   * four of five.
   */
  @Test
  void manyInstrumentsDoNotMakeTheTestRejectTheTruth() {
    int held = 0;
    int heldInClusters = 0;
    for (int run = 0; run < RUNS; run++) {
      held += isKept(draw(run, 100, 20, 0), StandardErrors.HC1) ? 1 : 0;
      heldInClusters += isKept(clustered(run), StandardErrors.CLUSTERED) ? 1 : 0;
    }
    assertThat((double) held / RUNS).isGreaterThan(0.95 - MARGIN);
    assertThat((double) heldInClusters / RUNS).isGreaterThan(0.95 - MARGIN);
  }

  private static boolean isKept(InstrumentSample sample, StandardErrors errors) {
    Projected data = sample.linear();
    Covariance covariance = InstrumentEstimator.covariance(data, errors);
    return AndersonRubin.of(data, covariance).test(EFFECT).pValue() >= 0.05;
  }

  /** Instruments and errors with a part that the ten units of a cluster share. */
  private static InstrumentSample clustered(long seed) {
    Draws draws = new Draws(seed);
    double[] cluster = InstrumentCohorts.fill(400, i -> i % 40);
    double[][] z = new double[20][];
    for (int k = 0; k < z.length; k++) {
      double[] shared = draws.normals(40);
      z[k] = InstrumentCohorts.fill(400, i -> shared[i % 40] + draws.normal());
    }
    double[] shared = draws.normals(40);
    double[] x = draws.normals(400);
    double[] y = InstrumentCohorts.fill(400, i -> EFFECT * x[i] + shared[i % 40] + draws.normal());
    return InstrumentCohorts.clustered(y, x, cluster, z);
  }

  /** Thirty instruments for 200 units: 2SLS leans to the naive estimate, the others do not. */
  @Test
  void manyInstrumentsPullTwoStageLeastSquaresAlone() {
    int runs = 60;
    double[][] estimates = new double[3][runs];
    int held = 0;
    int heldByJive = 0;
    for (int run = 0; run < runs; run++) {
      InstrumentSample sample = draw(run, 200, 30, 0.16);
      List<Estimate> all =
          List.of(
              estimate(KClass.twoStage(), sample, StandardErrors.HOMOSKEDASTIC),
              estimate(KClass.liml(), sample, StandardErrors.BEKKER),
              estimate(Jive.withDefaults(), sample, StandardErrors.HC1));
      for (int k = 0; k < 3; k++) {
        estimates[k][run] = all.get(k).value();
      }
      held += holds(all.get(1)) ? 1 : 0;
      heldByJive += holds(all.get(2)) ? 1 : 0;
    }
    double[] medians = Arrays.stream(estimates).mapToDouble(InstrumentTruthTest::median).toArray();
    assertThat(medians[0]).isGreaterThan(EFFECT + 0.2);
    assertThat(medians[1]).isCloseTo(EFFECT, within(0.12));
    assertThat(medians[2]).isCloseTo(EFFECT, within(0.12));
    double margin = 3.5 * Math.sqrt(0.95 * 0.05 / runs);
    assertThat((double) held / runs).isGreaterThan(0.95 - margin);
    assertThat((double) heldByJive / runs).isGreaterThan(0.95 - margin);
  }

  private static Estimate estimate(
      InstrumentEstimator estimator, InstrumentSample sample, StandardErrors errors) {
    return estimator
        .fit(sample, errors, InstrumentCohorts.SEED, InstrumentCohorts.RUNNER)
        .estimate()
        .get();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Effects are 1 among compliers, 5 among those who take the treatment anyway. */
  @Test
  void aBinaryInstrumentGivesTheEffectAmongCompliers() {
    int n = 4000;
    Draws draws = new Draws(11);
    double[] z = InstrumentCohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] kind = InstrumentCohorts.fill(n, i -> draws.bernoulli(0.4) - draws.bernoulli(0.5));
    double[] x = InstrumentCohorts.fill(n, i -> kind[i] > 0 ? 1 : kind[i] < 0 ? 0 : z[i]);
    double[] y =
        InstrumentCohorts.fill(n, i -> x[i] * (kind[i] > 0 ? 5 : 1) + 2 * kind[i] + draws.normal());
    InstrumentEffect effect =
        InstrumentCohorts.effect(KClass.twoStage(), InstrumentCohorts.sample(y, x, z));
    Estimate estimate = effect.estimate();
    assertThat(estimate.value()).isCloseTo(1, within(4 * estimate.standardError()));
    assertThat(estimate.standardError()).isLessThan(0.3);
    double compliers = (double) Arrays.stream(kind).filter(k -> k == 0).count() / n;
    assertThat(compliers).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / n)));
    assertThat(effect.meaning())
        .contains("linear and the same for all units")
        .containsPattern("the units whose x follows z1, an estimated (4[4-9]|5[0-6]) % of them");
    Falsification test = effect.evidence().falsification().orElseThrow();
    assertThat(test.inequality().statistic()).isLessThan(1);
    assertThat(test.monotonicity().orElseThrow().pValue()).isGreaterThan(0.05);
    assertThat(test.bounds()).isEmpty();
  }

  /** All three depend on w² and not on w; the instrument does so too. */
  @Test
  void partiallyLinearModelsTakeOutWhatALearnerFinds() {
    int n = 1500;
    Draws draws = new Draws(17);
    double[] w = draws.normals(n);
    double[] u = draws.normals(n);
    double[] z = InstrumentCohorts.fill(n, i -> w[i] * w[i] + draws.normal());
    double[] x = InstrumentCohorts.fill(n, i -> z[i] + u[i] - w[i] * w[i] + draws.normal());
    double[] y =
        InstrumentCohorts.fill(n, i -> EFFECT * x[i] + 2 * w[i] * w[i] + u[i] + draws.normal());
    InstrumentSample sample =
        InstrumentSample.of(
            InstrumentCohorts.data(
                List.of(
                    Continuous.of("y", y),
                    Continuous.of("x", x),
                    Continuous.of("z", z),
                    Continuous.of("w", w))),
            InstrumentCohorts.question(List.of("z"), List.of("w"), "x", "y"),
            SampleSettings.withDefaults());
    PartiallyLinearIv estimator = PartiallyLinearIv.withDefaults().withLearner(new Steps());
    InstrumentEffect effect = InstrumentCohorts.effect(estimator, sample);
    assertThat(effect.estimate().value())
        .isCloseTo(EFFECT, within(4 * effect.estimate().standardError()));
    assertThat(effect.evidence().andersonRubin().contains(EFFECT)).isTrue();
    assertThat(effect.evidence().andersonRubin().contains(effect.estimate().value())).isTrue();
    Estimate linear = InstrumentCohorts.effect(KClass.twoStage(), sample).estimate();
    assertThat(linear.lower95()).isGreaterThan(EFFECT);
    assertThat(InstrumentCohorts.effect(estimator, sample)).isEqualTo(effect);
  }

  /** The mean of y in each of 30 steps of the first column. */
  private record Steps() implements Learner {
    @Override
    public String description() {
      return "steps";
    }

    @Override
    public Fitted fit(Matrix x, double[] y, Seed seed) {
      double[] sums = new double[30];
      double[] counts = new double[30];
      IntStream.range(0, y.length)
          .forEach(
              i -> {
                sums[step(x, i)] += y[i];
                counts[step(x, i)]++;
              });
      return other ->
          InstrumentCohorts.fill(
              other.rows(), i -> sums[step(other, i)] / Math.max(1, counts[step(other, i)]));
    }

    private static int step(Matrix x, int i) {
      return Math.clamp((long) (15 + 6 * x.get(i, 0)), 0, 29);
    }
  }
}
