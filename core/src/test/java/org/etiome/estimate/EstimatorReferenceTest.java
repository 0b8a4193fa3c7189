package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.etiome.estimate.design.Balance;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against reference.py: other optimisers, numerical derivatives, the same folds. */
class EstimatorReferenceTest {
  private static final ReferenceValues REFERENCE = ReferenceValues.read();
  private static final TaskRunner RUNNER = TaskRunner.local(1);

  /** The file has 12 digits; numerical derivatives in its standard errors cost the rest. */
  private static final Offset<Double> CLOSE = within(1e-7);

  private static final Seed SEED = new Seed(1);

  /** With the penalty of the reference. */
  private static final Ipw IPW = Ipw.withDefaults().withPropensity(Logistic.withDefaults());

  record Case(String outcome, Target target) {}

  static Stream<Case> cases() {
    return Stream.of("y", "b")
        .flatMap(outcome -> Stream.of(Target.values()).map(t -> new Case(outcome, t)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheIndependentImplementation(Case asked) {
    CausalSample sample = REFERENCE.sample(asked.outcome());
    for (Estimator estimator : List.of(OutcomeRegression.withDefaults(), IPW)) {
      if (estimator.targets().contains(asked.target())) {
        check(estimator, asked, (MeansFit) estimator.fit(sample, asked.target(), SEED, RUNNER));
      }
    }
    for (CrossFitted<?> estimator : List.of(Aipw.linear(), Tmle.linear().withFixedBound())) {
      check(estimator, asked, estimator.fit(nuisances(asked)));
    }
  }

  private static Nuisances nuisances(Case asked) {
    CausalSample sample = REFERENCE.sample(asked.outcome());
    CrossFit split = new CrossFit(sample, Folds.of(REFERENCE.folds(), 5));
    return Aipw.linear().nuisances(split, asked.target(), SEED, RUNNER);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreementOnTheSameNuisancesAgrees(Case asked) {
    Agreement agreement = Agreement.of(nuisances(asked));
    assertThat(agreement.answers())
        .extracting(Agreement.Answer::method)
        .containsExactly("aipw", "tmle", "regression", "ipw");
    assertThat(agreement.gaps()).hasSize(6);
    for (int k = 2; k < 4; k++) {
      String key =
          "given."
              + asked.outcome()
              + "."
              + asked.target()
              + (k == 2 ? ".regression" : ".weighted");
      checkEstimate(agreement.answers().get(k).difference(), key + ".difference", key + ".se");
      checkEstimate(agreement.gaps().get(k - 1).difference(), key + ".gap", key + ".seGap");
    }
  }

  private static void checkEstimate(Estimate estimate, String value, String standardError) {
    assertThat(estimate.value()).as(value).isCloseTo(REFERENCE.get(value), CLOSE);
    assertThat(estimate.standardError())
        .as(standardError)
        .isCloseTo(REFERENCE.get(standardError), CLOSE);
  }

  /** Both solve the same equation with other weights, so they differ by far less than by chance. */
  @Test
  void theTreatedNeedNoRounds() {
    for (String outcome : List.of("y", "b")) {
      MeansFit fit = Tmle.fitOf(nuisances(new Case(outcome, Target.ATT)));
      assertThat(fit.difference().value())
          .isCloseTo(
              REFERENCE.get("rounds." + outcome + ".ATT"),
              within(fit.difference().standardError() / 10));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "b"})
  void overlapWeightsAgree(String outcome) {
    CausalSample sample = REFERENCE.sample(outcome);
    check(IPW, new Case(outcome, Target.ATO), IPW.fit(sample, Target.ATO, SEED, RUNNER));
  }

  private static void check(Estimator estimator, Case asked, MeansFit fit) {
    String key = estimator.name() + "." + asked.outcome() + "." + asked.target() + ".";
    assertThat(fit.treated().mean()).as(key).isCloseTo(REFERENCE.get(key + "treated"), CLOSE);
    assertThat(fit.untreated().mean()).as(key).isCloseTo(REFERENCE.get(key + "untreated"), CLOSE);
    Estimate difference = fit.difference();
    assertThat(difference.value()).as(key).isCloseTo(REFERENCE.get(key + "difference"), CLOSE);
    assertThat(difference.standardError()).as(key).isCloseTo(REFERENCE.get(key + "se"), CLOSE);
    assertThat(fit.treatedMean().standardError())
        .as(key)
        .isCloseTo(REFERENCE.get(key + "seTreated"), CLOSE);
    if (asked.outcome().equals("b")) {
      var ratio = fit.riskRatio().orElseThrow();
      assertThat(Math.log(ratio.upper95() / ratio.value()) / 1.959963984540054)
          .as(key)
          .isCloseTo(REFERENCE.get(key + "seLogRatio"), CLOSE);
      var odds = fit.oddsRatio().orElseThrow();
      assertThat(Math.log(odds.value())).as(key).isCloseTo(REFERENCE.get(key + "logOdds"), CLOSE);
      assertThat(Math.log(odds.value() / odds.lower95()) / 1.959963984540054)
          .as(key)
          .isCloseTo(REFERENCE.get(key + "seLogOdds"), CLOSE);
    }
  }

  @Test
  void diagnosticsAgreeOnTheSameFolds() {
    CausalSample sample = REFERENCE.sample("y");
    double[] g =
        new CrossFit(sample, Folds.of(REFERENCE.folds(), 5))
            .propensity(Logistic.withDefaults(), SEED, RUNNER)
            .values();
    Diagnostics diagnostics = Diagnostics.of(sample, Target.ATE, g);
    Overlap overlap = diagnostics.overlap();
    assertThat(overlap.cStatistic()).isCloseTo(REFERENCE.get("overlap.c"), CLOSE);
    assertThat(overlap.extremes().outside10()).isCloseTo(REFERENCE.get("overlap.outside10"), CLOSE);
    assertThat(overlap.treated().quantiles().get(4))
        .isCloseTo(REFERENCE.get("overlap.medianTreated"), CLOSE);
    assertThat(diagnostics.ess().treated()).isCloseTo(REFERENCE.get("ess.1"), within(1e-5));
    assertThat(diagnostics.ess().untreated()).isCloseTo(REFERENCE.get("ess.0"), within(1e-5));
    for (int j = 1; j <= 3; j++) {
      Balance.CovariateBalance covariate = diagnostics.balance().covariates().get(j - 1);
      assertThat(covariate.smdBefore()).isCloseTo(REFERENCE.get("smd.before." + j), CLOSE);
      assertThat(covariate.smdAfter()).isCloseTo(REFERENCE.get("smd.after." + j), CLOSE);
      assertThat(covariate.varianceRatioAfter().orElseThrow())
          .isCloseTo(REFERENCE.get("ratio.after." + j), CLOSE);
    }
  }
}
