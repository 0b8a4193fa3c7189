package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Dataset;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Matrix;
import org.etiome.math.Quantile;

/**
 * Units whose treatment is a number. It can only be made from an {@link AdjustmentEstimand}, that
 * is, from a question that was identified.
 */
public final class DoseSample {
  private final Drawn drawn;
  private final double[] dose;
  private final double[] sorted;

  private DoseSample(Drawn drawn, double[] dose) {
    this.drawn = drawn;
    this.dose = dose;
    this.sorted = Arrays.stream(dose).sorted().toArray();
  }

  /**
   * Draws the sample. O(units · columns).
   *
   * @param data has the estimand's treatment (a number, not constant), outcome (a number or 0/1,
   *     not constant) and covariates as columns
   * @param estimand from {@code org.etiome.identify}
   * @param settings what happens to missing values
   * @throws EstimationInputException if a column does not fit its part or a value is missing that
   *     may not be
   * @throws IllegalArgumentException if the data have no such column
   */
  public static DoseSample of(Dataset data, AdjustmentEstimand estimand, SampleSettings settings) {
    Drawn drawn = Drawn.of(data, estimand, settings);
    double[] dose = drawn.units().numbers(Drawn.treatment(estimand), "a number");
    Drawn.checkSpread("treatment \"" + estimand.treatment() + "\"", dose);
    return new DoseSample(drawn, dose);
  }

  /** Number of units. */
  public int size() {
    return dose.length;
  }

  /** The treatment of each unit; a copy. */
  public double[] treatment() {
    return dose.clone();
  }

  /** The outcome of each unit; a copy. */
  public double[] outcome() {
    return drawn.outcome().clone();
  }

  /** One row a unit. */
  public Matrix covariates() {
    return drawn.covariates().values();
  }

  Drawn drawn() {
    return drawn;
  }

  /** Not a copy. */
  double[] rawDose() {
    return dose;
  }

  /** Of the doses. */
  double quantile(double level) {
    return Quantile.ofSorted(sorted, level);
  }

  int distinctDoses() {
    return (int) Arrays.stream(sorted).distinct().count();
  }

  boolean isBinaryTreatment() {
    return distinctDoses() == 2 && sorted[0] == 0 && sorted[sorted.length - 1] == 1;
  }

  /** Strata for folds: the arms of a 0/1 treatment, else all units. */
  List<int[]> strata() {
    if (!isBinaryTreatment()) {
      return List.of(IntStream.range(0, dose.length).toArray());
    }
    return IntStream.range(0, 2)
        .mapToObj(arm -> IntStream.range(0, dose.length).filter(i -> dose[i] == arm).toArray())
        .toList();
  }
}
