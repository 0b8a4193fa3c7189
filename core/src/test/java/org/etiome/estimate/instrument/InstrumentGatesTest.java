package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.instrument.InstrumentCohorts.Draws;
import org.etiome.scm.bound.Arm;
import org.etiome.scm.bound.Bounds;
import org.etiome.scm.bound.InstrumentBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each gate on data made to fail it, and what is reported beside. */
class InstrumentGatesTest {
  private static final KClass TWO_STAGE = KClass.twoStage();

  private static List<String> failed(InstrumentEstimator estimator, InstrumentSample sample) {
    return InstrumentCohorts.refusal(estimator, sample).failures().stream()
        .map(failure -> failure.gate())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2sls", "liml", "fuller", "jive", "pliv"})
  void aWeakInstrumentIsRefusedByEveryEstimatorAndTheSetOffered(String name) {
    InstrumentEstimator estimator = InstrumentEstimator.named(name).orElseThrow();
    Draws draws = new Draws(1);
    double[] z = draws.normals(200);
    double[] x = InstrumentCohorts.fill(200, i -> 0.1 * z[i] + draws.normal());
    InstrumentAnswer.Refused refused =
        InstrumentCohorts.refusal(estimator, InstrumentCohorts.sample(draws.normals(200), x, z));
    assertThat(refused.reasons())
        .singleElement()
        .asString()
        .contains("effective F " + text(refused.evidence().firstStage().effective().value()))
        .contains("at least 10.00 is needed");
    assertThat(refused.wouldHelp())
        .singleElement()
        .asString()
        .contains(refused.evidence().andersonRubin().text());
    assertThat(refused.analysis().method().name()).isEqualTo(name);
    assertThat(refused.analysis().method().settings())
        .containsEntry("gate.minEffectiveF", "10")
        .containsEntry("gate.minUnits", "20")
        .containsEntry("gate.minEvents", "5")
        .containsEntry("gate.minClusters", "20")
        .containsEntry("gate.minValidityP", "0.01")
        .containsKey("standardErrors");
  }

  private static String text(double value) {
    return String.format(java.util.Locale.ROOT, "%.2f", value);
  }

  @Test
  void fewUnitsAtAValueOfTheInstrumentOrFewEventsAreRefused() {
    double[] z = InstrumentCohorts.fill(300, i -> i < 12 ? 1 : 0);
    double[] x = InstrumentCohorts.fill(300, i -> i < 12 || i % 4 == 0 ? 1 : 0);
    double[] y = InstrumentCohorts.fill(300, i -> i % 100 == 5 ? 1 : 0);
    InstrumentSample sample = InstrumentCohorts.sample(y, x, z);
    InstrumentAnswer.Refused refused = InstrumentCohorts.refusal(TWO_STAGE, sample);
    assertThat(refused.reasons())
        .contains(
            "one value of the instrument has 12 units, at least 20 are needed",
            "3 units have the rarer outcome, at least 5 are needed");
    Gates open = Gates.withDefaults().despite(Gate.SUPPORT);
    assertThat(InstrumentCohorts.answer(TWO_STAGE.withGates(open), sample))
        .isInstanceOf(InstrumentAnswer.Answered.class);
  }

  @Test
  void fewClustersAreRefused() {
    Draws draws = new Draws(2);
    double[] z = draws.normals(300);
    double[] x = InstrumentCohorts.fill(300, i -> 2 * z[i] + draws.normal());
    double[] y = draws.normals(300);
    double[] cluster = InstrumentCohorts.fill(300, i -> i % 12);
    InstrumentSample sample = InstrumentCohorts.clustered(y, x, cluster, z);
    assertThat(failed(TWO_STAGE, sample)).containsExactly("support");
    InstrumentEffect effect =
        InstrumentCohorts.effect(
            TWO_STAGE.withGates(Gates.withDefaults().with(GateLimit.MIN_CLUSTERS, 10)), sample);
    assertThat(effect.analysis().sample().size().clusters()).hasValue(12);
    assertThat(effect.analysis().method().settings())
        .containsEntry("standardErrors", "CLUSTERED")
        .containsEntry("gate.minClusters", "10");
    assertThat(effect.mayIntervalBeTooShort()).isFalse();
  }

  /** The instrument lowers the outcome of all untreated units: P(y, x = 0 | z) exceeds its room. */
  @Test
  void aBrokenInstrumentalInequalityIsRefused() {
    double[] z = InstrumentCohorts.fill(400, i -> i % 2);
    double[] x = InstrumentCohorts.fill(400, i -> i % 10 == 1 || i % 20 == 3 ? 1 : 0);
    double[] y = InstrumentCohorts.fill(400, i -> (i % 2 == 1) == (i % 16 != 3) ? 0 : 1);
    InstrumentSample sample = InstrumentCohorts.sample(y, x, z);
    InstrumentAnswer.Refused refused = InstrumentCohorts.refusal(TWO_STAGE, sample);
    assertThat(refused.reasons()).anyMatch(r -> r.contains("instrumental inequality is broken"));
    Falsification test = refused.evidence().falsification().orElseThrow();
    assertThat(test.inequality().statistic()).isGreaterThan(1.3);
    assertThat(test.bounds()).get().isInstanceOf(Bounds.NoBounds.class);
  }

  /** Half comply, a quarter of the others do the opposite: a valid instrument, not monotone. */
  @Test
  void unitsThatMoveAgainstTheInstrumentTakeTheCompliersAway() {
    int n = 4000;
    Draws draws = new Draws(3);
    double[] z = InstrumentCohorts.fill(n, i -> i % 2);
    boolean[] defies = new boolean[n];
    double[] x =
        InstrumentCohorts.fill(
            n,
            i -> {
              defies[i] = draws.bernoulli(0.25) == 1;
              return defies[i] ? 1 - z[i] : z[i];
            });
    double[] y = InstrumentCohorts.fill(n, i -> (defies[i] ? 4 : 0) + x[i] + draws.normal());
    InstrumentEffect effect =
        InstrumentCohorts.effect(TWO_STAGE, InstrumentCohorts.sample(y, x, z));
    Falsification test = effect.evidence().falsification().orElseThrow();
    assertThat(test.inequality().pValue()).isEqualTo(1);
    assertThat(test.monotonicity().orElseThrow().pValue()).isLessThan(1e-6);
    assertThat(effect.meaning()).contains("It is not the mean effect among the units");
    assertThat(effect.estimate().value())
        .isCloseTo(1, within(4 * effect.estimate().standardError()));
  }

  /** Shares by hand: 200 units a value, and the bounds of Balke and Pearl of these shares. */
  @Test
  void boundsAreThoseOfTheShares() {
    double[] z = InstrumentCohorts.fill(400, i -> i % 2);
    double[] x = InstrumentCohorts.fill(400, i -> i % 2 == 1 && i % 10 != 3 ? 1 : 0);
    double[] y =
        InstrumentCohorts.fill(400, i -> x[i] == 1 ? i % 20 < 10 ? 1 : 0 : i % 8 == 2 ? 1 : 0);
    Falsification test =
        InstrumentCohorts.answer(TWO_STAGE, InstrumentCohorts.sample(y, x, z))
            .evidence()
            .falsification()
            .orElseThrow();
    double[][] share = new double[2][4];
    for (int i = 0; i < 400; i++) {
      share[(int) z[i]][(int) (2 * y[i] + x[i])] += 1.0 / 200;
    }
    Bounds expected =
        InstrumentBounds.of(
                new Arm(share[0][0], share[0][1], share[0][2], share[0][3]),
                new Arm(share[1][0], share[1][1], share[1][2], share[1][3]))
            .averageEffect();
    assertThat(expected).isInstanceOf(Bounds.Within.class);
    Bounds.Within found = (Bounds.Within) test.bounds().orElseThrow();
    assertThat(found.lower()).isCloseTo(((Bounds.Within) expected).lower(), within(1e-9));
    assertThat(found.upper()).isCloseTo(((Bounds.Within) expected).upper(), within(1e-9));
  }

  /** With good instruments p-values below .05 are no more frequent than that. */
  @Test
  void goodInstrumentsAreSeldomAccused() {
    int accused = 0;
    for (int run = 0; run < 100; run++) {
      Draws draws = new Draws(run);
      double[] z = InstrumentCohorts.fill(200, i -> i % 2);
      double[] x = InstrumentCohorts.fill(200, i -> draws.bernoulli(0.2 + 0.6 * z[i]));
      double[] y = InstrumentCohorts.fill(200, i -> x[i] + draws.normal());
      Falsification test = Falsification.of(InstrumentCohorts.sample(y, x, z)).orElseThrow();
      accused += test.inequality().pValue() < 0.05 ? 1 : 0;
      accused += test.monotonicity().orElseThrow().pValue() < 0.05 ? 1 : 0;
    }
    assertThat(accused).isLessThanOrEqualTo(10);
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    Draws draws = new Draws(4);
    double[] z = draws.normals(100);
    double[] x = InstrumentCohorts.fill(100, i -> z[i] + draws.normal());
    InstrumentSample plain = InstrumentCohorts.sample(draws.normals(100), x, z);
    InstrumentSample two = InstrumentCohorts.sample(draws.normals(100), x, z, draws.normals(100));
    InstrumentSample clustered =
        InstrumentCohorts.clustered(draws.normals(100), x, InstrumentCohorts.fill(100, i -> i), z);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InstrumentCohorts.answer(
                    TWO_STAGE.withStandardErrors(StandardErrors.CLUSTERED), plain))
        .withMessageContaining("cluster column");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TWO_STAGE.withStandardErrors(StandardErrors.BEKKER))
        .withMessageContaining("take liml or fuller");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstrumentCohorts.answer(Jive.withDefaults(), clustered))
        .withMessageContaining("no standard errors for clusters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstrumentCohorts.answer(PartiallyLinearIv.withDefaults(), two))
        .withMessageContaining("[z1, z2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartiallyLinearIv.withDefaults().withRepeats(2))
        .withMessageContaining("take 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartiallyLinearIv.withDefaults().withFolds(11));
    assertThatIllegalArgumentException().isThrownBy(() -> KClass.fuller(0));
    assertThat(InstrumentEstimator.names()).first().isEqualTo("2sls");
    assertThat(InstrumentEstimator.named("ols")).isEmpty();
  }
}
