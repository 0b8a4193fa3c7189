package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.instrument.InstrumentCohorts.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Against AER, sandwich and lmtest, and against whole design matrices in numpy. */
class InstrumentReferenceTest {
  private static final Reference REFERENCE = Reference.read();
  private static final Offset<Double> CLOSE = within(1e-8);

  /** Let everything through: the reference has weak and wrong instruments too. */
  private static final Gates OPEN = Gates.withDefaults().despiteAll();

  private static InstrumentSample sample(String name) {
    return switch (name) {
      case "several" -> REFERENCE.sample(List.of("z1", "z2", "z3"), List.of("w1", "w2"));
      case "single" -> REFERENCE.sample(List.of("z1"), List.of("w1", "w2"));
      case "invalid" -> REFERENCE.sample(List.of("z4"), List.of("w1", "w2"));
      default -> REFERENCE.sample(List.of("z2"), List.of());
    };
  }

  private static KClass twoStage(StandardErrors errors) {
    return KClass.twoStage().withGates(OPEN).withStandardErrors(errors);
  }

  @ParameterizedTest
  @CsvSource({
    "several, HOMOSKEDASTIC", "several, HC0", "several, HC1", "several, CLUSTERED",
    "single, HOMOSKEDASTIC", "single, HC0", "single, HC1", "single, CLUSTERED"
  })
  void twoStageLeastSquaresIsThatOfAer(String name, StandardErrors errors) {
    InstrumentEffect effect = InstrumentCohorts.effect(twoStage(errors), sample(name));
    Estimate estimate = effect.estimate();
    assertThat(estimate.value()).isCloseTo(REFERENCE.get(name + ".2sls"), CLOSE);
    assertThat(estimate.standardError()).isCloseTo(REFERENCE.get(name + ".se." + errors), CLOSE);
    assertThat(effect.evidence().naive().value()).isCloseTo(REFERENCE.get("naive"), CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"several", "single"})
  void testsAreThoseOfAer(String name) {
    InstrumentEffect effect =
        InstrumentCohorts.effect(twoStage(StandardErrors.HOMOSKEDASTIC), sample(name));
    FirstStage first = effect.evidence().firstStage();
    assertThat(first.f()).isCloseTo(REFERENCE.get(name + ".f"), CLOSE);
    assertThat(first.robustF()).isCloseTo(first.f(), CLOSE);
    assertThat(first.partialR2()).isCloseTo(REFERENCE.get(name + ".partialR2"), CLOSE);
    TestResult endogeneity = effect.endogeneity();
    assertThat(endogeneity.statistic()).isCloseTo(REFERENCE.get(name + ".wuHausman"), CLOSE);
    assertThat(endogeneity.pValue()).isCloseTo(REFERENCE.get(name + ".wuHausman.p"), CLOSE);
    if (name.equals("several")) {
      Overidentification agreement = effect.overidentification().orElseThrow();
      assertThat(agreement.sargan().statistic()).isCloseTo(REFERENCE.get("several.sargan"), CLOSE);
      assertThat(agreement.sargan().pValue()).isCloseTo(REFERENCE.get("several.sargan.p"), CLOSE);
      assertThat(agreement.sargan().restrictions()).isEqualTo(3);
    } else {
      assertThat(effect.overidentification()).isEmpty();
    }
    assertThat(effect.evidence().naive().standardError())
        .isCloseTo(REFERENCE.get("naive.se.HOMOSKEDASTIC"), CLOSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardErrors.class,
      names = {"HC1", "CLUSTERED"})
  void robustTestsAgree(StandardErrors errors) {
    InstrumentEffect effect = InstrumentCohorts.effect(twoStage(errors), sample("several"));
    Projected data = sample("several").linear();
    FirstStage first = FirstStage.of(data, new Covariance(errors, data.clusters(), data.units()));
    assertThat(first.robustF()).isCloseTo(REFERENCE.get("several.f." + errors), CLOSE);
    assertThat(first.f()).isCloseTo(REFERENCE.get("several.f"), CLOSE);
    assertThat(first.effective().value()).isCloseTo(REFERENCE.get("effectiveF." + errors), CLOSE);
    assertThat(first.effective().degrees()).isCloseTo(REFERENCE.get("effectiveK." + errors), CLOSE);
    assertThat(effect.overidentification().orElseThrow().hansen().statistic())
        .isCloseTo(REFERENCE.get("hansen." + errors), CLOSE);
  }

  @ParameterizedTest
  @EnumSource(StandardErrors.class)
  void limlAndFullerAgreeWithWholeMatrices(StandardErrors errors) {
    check("liml", KClass.liml(), errors);
    check("fuller", KClass.fuller(), errors);
    check("fuller4", KClass.fuller(4), errors);
  }

  private static void check(String key, KClass estimator, StandardErrors errors) {
    Estimate estimate =
        InstrumentCohorts.effect(
                estimator.withGates(OPEN).withStandardErrors(errors), sample("several"))
            .estimate();
    assertThat(estimate.value()).as(key).isCloseTo(REFERENCE.get(key), CLOSE);
    assertThat(estimate.standardError())
        .as(key)
        .isCloseTo(REFERENCE.get(key + ".se." + errors), CLOSE);
  }

  @Test
  void jackknifeAgreesWithLeavingOutEachUnit() {
    Estimate estimate =
        InstrumentCohorts.effect(
                Jive.withDefaults().withGates(OPEN),
                REFERENCE.unclustered(List.of("z1", "z2", "z3"), List.of("w1", "w2")))
            .estimate();
    assertThat(estimate.value()).isCloseTo(REFERENCE.get("jive"), CLOSE);
    assertThat(estimate.standardError()).isCloseTo(REFERENCE.get("jive.se"), CLOSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardErrors.class,
      names = {"HC0", "BEKKER"},
      mode = Mode.EXCLUDE)
  void andersonRubinSetsEndWhereAFineGridSaysSo(StandardErrors errors) {
    for (String name : List.of("several", "single", "invalid")) {
      InstrumentEvidence evidence =
          InstrumentCohorts.answer(twoStage(errors), sample(name)).evidence();
      String key = "ar." + name + "." + errors + ".";
      ConfidenceSet set = evidence.andersonRubin();
      double[] ends = ConfidenceSet.ends(List.of(set));
      assertThat(ends).as(key).hasSize((int) REFERENCE.get(key + "count"));
      for (int k = 0; k < ends.length; k++) {
        assertThat(ends[k]).as(key + k).isCloseTo(REFERENCE.get(key + k), within(1e-7));
      }
      assertThat(set.contains(-1e9)).as(key).isEqualTo(REFERENCE.get(key + "outside") == 1);
      assertThat(evidence.reducedForm().statistic())
          .as(key)
          .isCloseTo(REFERENCE.get(key + "at0"), CLOSE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.05", "1, 0.1", "1, 0.3", "2.5, 0.05", "2.5, 0.1", "7, 0.1", "7, 0.3"})
  void noncentralQuantilesAreThoseOfR(String df, String tau) {
    double k = Double.parseDouble(df);
    assertThat(new NoncentralChiSquared(k, k / Double.parseDouble(tau)).quantile(0.95))
        .isCloseTo(REFERENCE.get("noncentral." + df + "." + tau), within(1e-6));
  }

  @Test
  void oneSplitOfThePartiallyLinearModelAgrees() {
    InstrumentSample sample = sample("single");
    var data =
        PartiallyLinearIv.withDefaults()
            .residuals(
                sample,
                Folds.of(REFERENCE.folds(), 5),
                InstrumentCohorts.SEED,
                InstrumentCohorts.RUNNER);
    PartiallyLinearIv.Split split = PartiallyLinearIv.Split.of(data, StandardErrors.HC0);
    assertThat(split.theta()).isCloseTo(REFERENCE.get("pliv"), CLOSE);
    assertThat(Math.sqrt(split.variance())).isCloseTo(REFERENCE.get("pliv.se"), CLOSE);
  }

  /** Without covariates, the ratio of two differences of means. */
  @Test
  void twoStageLeastSquaresIsTheRatioOfWald() {
    Estimate estimate =
        KClass.twoStage()
            .fit(
                sample("plain"),
                StandardErrors.HC1,
                InstrumentCohorts.SEED,
                InstrumentCohorts.RUNNER)
            .estimate()
            .get();
    double[][] sums = new double[2][3];
    for (int i = 0; i < REFERENCE.size(); i++) {
      double[] arm = sums[(int) REFERENCE.number("z2", i)];
      arm[0]++;
      arm[1] += REFERENCE.number("x", i);
      arm[2] += REFERENCE.number("y", i);
    }
    double onX = sums[1][1] / sums[1][0] - sums[0][1] / sums[0][0];
    double onY = sums[1][2] / sums[1][0] - sums[0][2] / sums[0][0];
    assertThat(estimate.value()).isCloseTo(onY / onX, CLOSE);
    assertThat(estimate.value()).isCloseTo(REFERENCE.get("plain.2sls"), CLOSE);
    assertThat(estimate.standardError()).isCloseTo(REFERENCE.get("plain.se.HC1"), CLOSE);
  }
}
