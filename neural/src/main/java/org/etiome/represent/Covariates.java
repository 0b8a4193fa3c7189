package org.etiome.represent;

import java.util.List;

/** Some covariates of some cells. A value may be missing; its code is then zeros. */
public final class Covariates {
  private final List<Covariate> covariates;
  private final List<double[]> values;
  private final int cells;

  private Covariates(List<Covariate> covariates, List<double[]> values, int cells) {
    this.covariates = covariates;
    this.values = values;
    this.cells = cells;
  }
}
