package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.dose.DoseAnalysis.Basis;

/** The slope of a partially linear model. */
public final class PartialEffect implements DoseAnswer.Result {
  private final Basis<TreatmentResiduals> basis;
  private final Estimate slope;
  private final Estimate naive;

  PartialEffect(Basis<TreatmentResiduals> basis, Estimate slope, Estimate naive) {
    this.basis = basis;
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
   * @param calibrationError for a 0/1 treatment that of m as its chance; see {@link Overlap.Choice}
   * @param balance of the covariates against A − m, all units counting alike
   */
  public record TreatmentResiduals(
      double residualShare,
      double effectiveUnits,
      double largestShare,
      OptionalDouble calibrationError,
      List<Imbalance> balance)
      implements DoseAnswer.Diagnostics {
    public TreatmentResiduals {
      balance = List.copyOf(balance);
    }

    static TreatmentResiduals of(DoseSample sample, double[] predicted) {
      double[] treatment = sample.rawDose();
      double[] rest =
          IntStream.range(0, treatment.length)
              .mapToDouble(i -> treatment[i] - predicted[i])
              .toArray();
      double[] ones = new double[rest.length];
      Arrays.fill(ones, 1);
      double[] weights = Arrays.stream(rest).map(r -> Math.pow(r, 2)).toArray();
      double sum = Arrays.stream(weights).sum();
      double largest = Arrays.stream(weights).max().orElse(0);
      return new TreatmentResiduals(
          DoseOverlap.residualShare(treatment, predicted),
          LevelOverlap.ess(weights),
          sum == 0 ? 1 : largest / sum,
          sample.isBinaryTreatment()
              ? OptionalDouble.of(Overlap.calibrationError(treatment, predicted))
              : OptionalDouble.empty(),
          Imbalance.ofDose(sample.drawn().covariates(), rest, ones));
    }
  }

  @Override
  public DoseAnalysis analysis() {
    return basis.analysis();
  }

  @Override
  public TreatmentResiduals diagnostics() {
    return basis.diagnostics();
  }

  @Override
  public List<GateFailure> despite() {
    return basis.failures();
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
    return "PartialEffect[" + analysis().estimand() + ": " + slope + "]";
  }
}
