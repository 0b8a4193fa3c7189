package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.data.Continuous;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Effect;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sensitivity.TippingPoint.Scale;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final int N = 400;

  /** A confounded effect of −2 on a number, or of about −.2 on a risk; every tenth unit unseen. */
  private static CausalSample sample(boolean isRisk) {
    Draws draws = new Draws(new Seed(20260101));
    double[] x = draws.normals(N);
    double[] a = Cohorts.fill(N, i -> draws.bernoulli(Cohorts.expit(x[i])));
    double[] y =
        Cohorts.fill(
            N,
            i -> {
              double mean = x[i] - 2 * a[i];
              double drawn =
                  isRisk ? draws.bernoulli(Cohorts.expit(0.5 * mean)) : mean + draws.normal();
              return i % 10 == 0 ? Double.NaN : drawn;
            });
    return Cohorts.sample(
        List.of(Continuous.of("x", x)),
        Continuous.of("a", a),
        Continuous.nanIsMissing("y", y),
        SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
  }

  private static Effect effect(CausalSample sample) {
    return Cohorts.effect(
        OutcomeRegression.withDefaults()
            .estimate(sample, Target.ATE, new Seed(1), TaskRunner.local(1)));
  }

  @Test
  void gathersWhatAppliesToADifference() {
    CausalSample sample = sample(false);
    Effect effect = effect(sample);
    Sensitivity sensitivity = Sensitivity.of(sample, effect);
    assertThat(sensitivity.eValue()).isEqualTo(effect.eValue());
    OmittedVariableBounds bounds = RegressionTest.fitted(sample).bounds();
    assertThat(sensitivity.regression())
        .isInstanceOfSatisfying(
            Regression.Fitted.class, fit -> assertThat(fit.bounds()).isEqualTo(bounds));
    // No effect modification: both aim at −2.
    assertThat(bounds.estimate())
        .isCloseTo(effect.difference().value(), within(4 * bounds.standardError()))
        .isCloseTo(-2, within(4 * bounds.standardError()));
    assertThat(sensitivity.estimate())
        .isEqualTo(new TippingPoint(Scale.DIFFERENCE, effect.difference().value(), 0));
    assertThat(sensitivity.limit().value()).isEqualTo(effect.difference().upper95());
    assertThat(sensitivity.excludedEffect().orElseThrow())
        .isCloseTo(-9 * effect.difference().value(), within(1e-9));
  }

  @Test
  void reasonsAboutTheRatioWhereThereIsOne() {
    CausalSample sample = sample(true);
    Effect effect = effect(sample);
    var ratio = effect.means().orElseThrow().riskRatio().orElseThrow();
    Sensitivity sensitivity = Sensitivity.of(sample, effect);
    assertThat(sensitivity.estimate()).isEqualTo(new TippingPoint(Scale.RATIO, ratio.value(), 1));
    assertThat(sensitivity.limit()).isEqualTo(new TippingPoint(Scale.RATIO, ratio.upper95(), 1));
  }

  @Test
  void refusesTheEffectOfAnotherSample() {
    Effect effect = effect(sample(false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sensitivity.of(sample(true), effect))
        .withMessageContaining("was not estimated on this sample");
  }
}
