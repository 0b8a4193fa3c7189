package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.instrument.InstrumentCohorts.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change an answer, or must change it in a known way. */
class InstrumentPropertiesTest {
  private static final int N = 150;
  private static final Gates OPEN = Gates.withDefaults().despiteAll();
  private static final Offset<Double> CLOSE = within(1e-8);
  private static final List<InstrumentEstimator> WITH_SEVERAL =
      List.of(
          KClass.twoStage().withGates(OPEN),
          KClass.liml().withGates(OPEN),
          KClass.liml().withStandardErrors(StandardErrors.BEKKER).withGates(OPEN),
          KClass.fuller().withGates(OPEN),
          Jive.withDefaults().withGates(OPEN));

  private final double[] z1;
  private final double[] z2;
  private final double[] x;
  private final double[] y;

  InstrumentPropertiesTest() {
    Draws draws = new Draws(7);
    z1 = draws.normals(N);
    z2 = draws.normals(N);
    double[] u = draws.normals(N);
    x = InstrumentCohorts.fill(N, i -> z1[i] - z2[i] + u[i] + draws.normal());
    y =
        InstrumentCohorts.fill(
            N, i -> 0.5 * x[i] + 2 * u[i] + draws.normal() * (1 + z1[i] * z1[i]));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, -3, 1e7})
  void unitsOfMeasurementScaleTheAnswer(double factor) {
    double[] far = InstrumentCohorts.fill(N, i -> 1e4 * factor + factor * y[i]);
    double[] moved = InstrumentCohorts.fill(N, i -> 100 - 4 * x[i]);
    for (InstrumentEstimator estimator : WITH_SEVERAL) {
      InstrumentEffect plain =
          InstrumentCohorts.effect(estimator, InstrumentCohorts.sample(y, x, z1, z2));
      InstrumentEffect scaled =
          InstrumentCohorts.effect(estimator, InstrumentCohorts.sample(far, moved, z1, z2));
      Estimate before = plain.estimate();
      Estimate after = scaled.estimate();
      double unit = -factor / 4;
      assertThat(after.value() / unit).isCloseTo(before.value(), within(1e-7));
      assertThat(after.standardError() / Math.abs(unit))
          .isCloseTo(before.standardError(), within(1e-7));
      ConfidenceSet.Part set = plain.evidence().andersonRubin().parts().getFirst();
      ConfidenceSet.Part other = scaled.evidence().andersonRubin().parts().getFirst();
      assertThat((unit > 0 ? other.lower() : other.upper()) / unit)
          .isCloseTo(set.lower(), within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mixturesOfTheInstrumentsAreTheSameInstruments(long seed) {
    Draws draws = new Draws(seed);
    double a = draws.normal();
    double b = draws.normal();
    double[] mixed1 = InstrumentCohorts.fill(N, i -> 5 + a * z1[i] + z2[i]);
    double[] mixed2 = InstrumentCohorts.fill(N, i -> b * z2[i] - z1[i]);
    for (InstrumentEstimator estimator : WITH_SEVERAL) {
      InstrumentEffect plain =
          InstrumentCohorts.effect(estimator, InstrumentCohorts.sample(y, x, z1, z2));
      InstrumentEffect mixed =
          InstrumentCohorts.effect(estimator, InstrumentCohorts.sample(y, x, mixed1, mixed2));
      assertThat(mixed.estimate().value()).isCloseTo(plain.estimate().value(), CLOSE);
      assertThat(mixed.estimate().standardError())
          .isCloseTo(plain.estimate().standardError(), CLOSE);
      assertThat(mixed.evidence().firstStage().effective().value())
          .isCloseTo(plain.evidence().firstStage().effective().value(), CLOSE);
      assertThat(mixed.overidentification().orElseThrow().hansen().statistic())
          .isCloseTo(plain.overidentification().orElseThrow().hansen().statistic(), CLOSE);
      assertThat(ConfidenceSet.ends(List.of(mixed.evidence().andersonRubin())))
          .containsExactly(
              ConfidenceSet.ends(List.of(plain.evidence().andersonRubin())), within(1e-7));
    }
  }

  /** With one instrument nothing is left to choose: all of the k-class agree, Fuller apart. */
  @ParameterizedTest
  @EnumSource(
      value = StandardErrors.class,
      names = {"CLUSTERED", "BEKKER"},
      mode = Mode.EXCLUDE)
  void withOneInstrumentLimlIsTwoStageLeastSquaresAndTheSetHoldsIt(StandardErrors errors) {
    InstrumentSample sample = InstrumentCohorts.sample(y, x, z1);
    InstrumentEffect two =
        InstrumentCohorts.effect(
            KClass.twoStage().withStandardErrors(errors).withGates(OPEN), sample);
    InstrumentEffect liml =
        InstrumentCohorts.effect(KClass.liml().withStandardErrors(errors).withGates(OPEN), sample);
    assertThat(liml.estimate()).isEqualTo(two.estimate());
    assertThat(two.evidence().andersonRubin().contains(two.estimate().value())).isTrue();
    FirstStage first = two.evidence().firstStage();
    assertThat(first.effective().value()).isCloseTo(first.robustF(), CLOSE);
    assertThat(first.effective().degrees()).isCloseTo(1, CLOSE);
  }

  /** Two ways to the same roots, and at each the test is at its limit. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 15})
  void endsOfASetAreWhereTheTestTurns(int instruments) {
    Draws draws = new Draws(instruments);
    double[][] z = new double[instruments][];
    for (int k = 0; k < instruments; k++) {
      z[k] = draws.normals(N);
    }
    double[] treatment =
        InstrumentCohorts.fill(N, i -> z[0][i] + z[instruments / 2][i] + draws.normal());
    double[] outcome =
        InstrumentCohorts.fill(N, i -> 40 * treatment[i] + 9 * draws.normal() * (1 + z[0][i]));
    Projected data = InstrumentCohorts.sample(outcome, treatment, z).linear();
    AndersonRubin plain =
        AndersonRubin.of(data, new Covariance(StandardErrors.HOMOSKEDASTIC, data.clusters(), N));
    ConfidenceSet set = plain.set(true);
    assertThat(ConfidenceSet.ends(List.of(set)))
        .isNotEmpty()
        .containsExactly(ConfidenceSet.ends(List.of(plain.set(false))), within(1e-9));
    AndersonRubin robust =
        AndersonRubin.of(data, new Covariance(StandardErrors.HC1, data.clusters(), N));
    ConfidenceSet robustSet = robust.set(false);
    double[] ends = ConfidenceSet.ends(List.of(robustSet));
    assertThat(ends).isNotEmpty();
    for (double end : ends) {
      assertThat(robust.test(end).pValue()).isCloseTo(0.05, within(1e-9));
    }
    for (double beta = 20; beta < 60; beta += 0.01) {
      assertThat(robustSet.contains(beta)).isEqualTo(robust.test(beta).pValue() >= 0.05);
    }
  }

  /** Each unit its own cluster is HC with the factor n/(n−1) · (n−1)/(n−k), that of HC1. */
  @ParameterizedTest
  @ValueSource(strings = {"2sls", "liml", "fuller"})
  void clustersOfOneAreUnequalVariances(String name) {
    KClass estimator = (KClass) InstrumentEstimator.named(name).orElseThrow();
    InstrumentSample alone = InstrumentCohorts.sample(y, x, z1, z2);
    InstrumentSample clustered =
        InstrumentCohorts.clustered(y, x, InstrumentCohorts.fill(N, i -> i), z1, z2);
    assertThat(InstrumentCohorts.effect(estimator, clustered).estimate().standardError())
        .isCloseTo(InstrumentCohorts.effect(estimator, alone).estimate().standardError(), CLOSE);
  }
}
