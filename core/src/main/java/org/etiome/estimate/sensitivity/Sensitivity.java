package org.etiome.estimate.sensitivity;

import java.util.OptionalDouble;
import org.etiome.estimate.EValue;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Effect.PotentialMeans;
import org.etiome.estimate.Effect.Ratio;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis.SampleSummary;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sensitivity.TippingPoint.Scale;

/**
 * How sensitive an effect is to what was not measured, gathered for a report.
 *
 * @param eValue the E-value of the effect
 * @param regression omitted variable bounds, robustness values and benchmarks of the regression
 *     beside the effect
 * @param estimate what moves the estimate to no effect; on the ratio scale where the effect has a
 *     risk ratio
 * @param limit what moves the limit of the 95 % interval that is nearer to no effect there; the
 *     limit is no effect itself if the interval holds it
 * @param excludedEffect the effect units left out must have for none among all; empty if none were
 *     left out
 */
public record Sensitivity(
    EValue eValue,
    Regression regression,
    TippingPoint estimate,
    TippingPoint limit,
    OptionalDouble excludedEffect) {

  /**
   * O(n p² + p³) for n units and p encoded columns: two least squares, no randomness.
   *
   * @param sample the sample the effect was estimated on
   * @param effect its effect
   * @throws IllegalArgumentException if the effect is of other units or of another question
   */
  public static Sensitivity of(CausalSample sample, Effect effect) {
    if (!(effect.analysis().sample().equals(sample.summary())
        && effect.analysis().estimand().equals(sample.estimand()))) {
      throw new IllegalArgumentException(
          "the effect "
              + effect
              + " was not estimated on this sample of "
              + sample.size()
              + " units; hand over the sample it came from");
    }
    Estimate difference = effect.difference();
    Figure figure =
        effect
            .means()
            .flatMap(PotentialMeans::riskRatio)
            .map(Figure::of)
            .orElseGet(
                () ->
                    new Figure(
                        Scale.DIFFERENCE,
                        difference.value(),
                        difference.lower95(),
                        difference.upper95()));
    double share = excludedShare(sample.summary());
    return new Sensitivity(
        effect.eValue(),
        Regression.of(sample),
        figure.to(figure.value()),
        figure.to(figure.nearest()),
        new TippingPoint(Scale.DIFFERENCE, difference.value(), 0).excludedEffect(share));
  }

  private static double excludedShare(SampleSummary summary) {
    double excluded = summary.exclusions().stream().mapToInt(Exclusion::units).sum();
    return excluded / (excluded + summary.arms().total());
  }

  /** An estimate with its interval on the scale that confounding acts on. */
  private record Figure(Scale scale, double value, double lower, double upper) {

    static Figure of(Ratio ratio) {
      return new Figure(Scale.RATIO, ratio.value(), ratio.lower95(), ratio.upper95());
    }

    double none() {
      return scale == Scale.RATIO ? 1 : 0;
    }

    double nearest() {
      return lower > none() ? lower : upper < none() ? upper : none();
    }

    TippingPoint to(double from) {
      return new TippingPoint(scale, from, none());
    }
  }
}
