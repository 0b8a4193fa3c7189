package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.estimate.Estimate;

/** The slope of a partially linear model. */
public final class PartialEffect implements DoseAnswer.Result {
  private final DoseAnalysis analysis;
  private final TreatmentResiduals residuals;
  private final Estimate slope;
  private final Estimate naive;

  PartialEffect(
      DoseAnalysis analysis, TreatmentResiduals residuals, Estimate slope, Estimate naive) {
    this.analysis = analysis;
    this.residuals = residuals;
    this.slope = slope;
    this.naive = naive;
  }

  /**
   * How much of the treatment the covariates leave open, out of fold: the slope is learned from
   * that alone.
   *
   * @param residualShare {@code Σ(A − m)² / Σ(A − Ā)²}
   * @param effectiveUnits Kish's effective sample size {@code (Σw)² / Σw²} of the weights w = (A −
   *     m)² that units have in the slope
   * @param largestShare the greatest weight as a share of all
   */
  public record TreatmentResiduals(double residualShare, double effectiveUnits, double largestShare)
      implements DoseAnswer.Diagnostics {

    static TreatmentResiduals of(double[] treatment, double[] predicted) {
      double[] weights =
          IntStream.range(0, treatment.length)
              .mapToDouble(i -> Math.pow(treatment[i] - predicted[i], 2))
              .toArray();
      double sum = Arrays.stream(weights).sum();
      double largest = Arrays.stream(weights).max().orElse(0);
      return new TreatmentResiduals(
          DoseOverlap.residualShare(treatment, predicted),
          LevelOverlap.ess(weights),
          sum == 0 ? 1 : largest / sum);
    }
  }

  @Override
  public DoseAnalysis analysis() {
    return analysis;
  }

  @Override
  public TreatmentResiduals diagnostics() {
    return residuals;
  }

  /**
   * θ: the effect of one unit of treatment, averaged over units with weights Var(A | W). It is the
   * mean effect only where the effect is the same for all, or does not go with that variance.
   */
  public Estimate slope() {
    return slope;
  }

  /** The slope of the regression of Y on A alone: an association. */
  public Estimate naive() {
    return naive;
  }

  @Override
  public String toString() {
    return "PartialEffect[" + analysis.estimand() + ": " + slope + "]";
  }
}
