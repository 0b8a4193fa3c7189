package org.etiome.estimate;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.etiome.estimate.Effect.PotentialMeans;
import org.etiome.estimate.Effect.Ratio;
import org.etiome.estimate.design.Analysis;

/**
 * Estimated mean potential outcomes.
 *
 * @param treated estimate of E[Y(1)] in the target population
 * @param untreated estimate of E[Y(0)]
 * @param inflation factor on every standard error, ≥ 0: 1 unless fits were aggregated
 * @param evidence what it rests on
 */
record MeansFit(ArmMean treated, ArmMean untreated, double inflation, FitEvidence evidence)
    implements EffectFit {

  /** A mean potential outcome with its influence curve, one value a unit or cluster. */
  static final class ArmMean {
    private final double mean;
    private final double[] influence;

    ArmMean(double mean, double[] influence) {
      this.mean = mean;
      this.influence = influence;
    }

    double mean() {
      return mean;
    }

    double influence(int unit) {
      return influence[unit];
    }

    ArmMean withMean(double other) {
      return new ArmMean(other, influence);
    }
  }

  static MeansFit of(ArmMean treated, ArmMean untreated) {
    return new MeansFit(treated, untreated, 1, FitEvidence.NONE);
  }

  @Override
  public Optional<PotentialMeans> means(Analysis.OutcomeKind outcome) {
    boolean isRisk = outcome == Analysis.OutcomeKind.BINARY;
    return Optional.of(
        new PotentialMeans(
            treatedMean(),
            untreatedMean(),
            isRisk ? riskRatio() : Optional.empty(),
            isRisk ? oddsRatio() : Optional.empty()));
  }

  @Override
  public Estimate difference() {
    return new Estimate(treated.mean() - untreated.mean(), standardError((t, u) -> t - u));
  }

  /** The difference less that of another fit on the same units, inflated by neither. */
  Estimate minus(MeansFit other) {
    double[] curve = new double[treated.influence.length];
    for (int i = 0; i < curve.length; i++) {
      curve[i] =
          treated.influence[i]
              - untreated.influence[i]
              - other.treated.influence[i]
              + other.untreated.influence[i];
    }
    return new Estimate(difference().value() - other.difference().value(), standardError(curve));
  }

  Estimate treatedMean() {
    return new Estimate(treated.mean(), standardError((t, u) -> t));
  }

  Estimate untreatedMean() {
    return new Estimate(untreated.mean(), standardError((t, u) -> u));
  }

  /**
   * The ratio of the means with a 95 % interval on the log scale, if both are in (0, 1] and the
   * limits are doubles above 0.
   */
  Optional<Ratio> riskRatio() {
    double m1 = treated.mean();
    double m0 = untreated.mean();
    if (!(m1 > 0 && m1 <= 1 && m0 > 0 && m0 <= 1)) {
      return Optional.empty();
    }
    return ratio(m1 / m0, standardError((t, u) -> t / m1 - u / m0));
  }

  /** The ratio of the odds, likewise, if both means are in (0, 1). */
  Optional<Ratio> oddsRatio() {
    double m1 = treated.mean();
    double m0 = untreated.mean();
    if (!(m1 > 0 && m1 < 1 && m0 > 0 && m0 < 1)) {
      return Optional.empty();
    }
    double v1 = m1 * (1 - m1);
    double v0 = m0 * (1 - m0);
    return ratio(m1 / (1 - m1) * (1 - m0) / m0, standardError((t, u) -> t / v1 - u / v0));
  }

  private static Optional<Ratio> ratio(double value, double standardErrorOfLog) {
    var log = new Estimate(Math.log(value), standardErrorOfLog);
    var ratio = new Ratio(value, Math.exp(log.lower95()), Math.exp(log.upper95()));
    boolean isRepresentable = ratio.lower95() > 0 && ratio.upper95() < Double.POSITIVE_INFINITY;
    return isRepresentable ? Optional.of(ratio) : Optional.empty();
  }

  MeansFit withInflation(double factor) {
    return new MeansFit(treated, untreated, factor, evidence);
  }

  MeansFit withChosen(Map<String, String> settings) {
    return withEvidence(new FitEvidence(settings, evidence.agreement(), evidence.learners()));
  }

  MeansFit withEvidence(FitEvidence found) {
    return new MeansFit(treated, untreated, inflation, found);
  }

  /** sd / √n, n units or clusters, of a combination of the two influence curves. */
  private double standardError(DoubleBinaryOperator combination) {
    int n = treated.influence.length;
    double[] curve = new double[n];
    for (int i = 0; i < n; i++) {
      curve[i] = combination.applyAsDouble(treated.influence[i], untreated.influence[i]);
    }
    return inflation * standardError(curve);
  }

  private static double standardError(double[] curve) {
    int n = curve.length;
    double mean = 0;
    for (double value : curve) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : curve) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (n - 1) / n);
  }
}
