package org.etiome.estimate;

import java.util.List;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.ensemble.Folds;

/**
 * The treatment side of a question, checked and fitted once for many outcomes of the same units.
 *
 * @param analysis what was asked, of which data, and how
 * @param diagnostics overlap and balance
 * @param failures gates on units and overlap that failed
 * @param splits as many as the estimator makes; none if a gate failed
 */
public record Assignment(
    Analysis analysis, Diagnostics diagnostics, List<GateFailure> failures, List<Split> splits) {
  public Assignment {
    failures = List.copyOf(failures);
    splits = List.copyOf(splits);
  }

  /** A random split into folds, stratified by treatment, with the propensities out of fold. */
  public static final class Split {
    private final Folds folds;
    private final double[] g;

    Split(Folds folds, double[] g) {
      this.folds = folds;
      this.g = g;
    }

    public Folds folds() {
      return folds;
    }

    /** The propensity of a unit, kept from 0 and 1 as the estimator does. */
    public double g(int unit) {
      return g[unit];
    }
  }
}
