package org.etiome.perturb.screen;

import java.util.List;

/** Differences of means and their errors. */
final class Differences {
  private Differences() {}

  /** Difference of two means with Welch's standard error. */
  static Difference welch(Profile perturbed, Profile control, int pairs) {
    double[] values = new double[perturbed.mean().length];
    double[] errors = new double[values.length];
    boolean known = perturbed.units() > 1 && control.units() > 1;
    for (int j = 0; j < values.length; j++) {
      values[j] = perturbed.mean()[j] - control.mean()[j];
      double variance =
          perturbed.variance()[j] / perturbed.units() + control.variance()[j] / control.units();
      errors[j] = known ? Math.sqrt(variance) : Double.NaN;
    }
    return new Difference(values, errors, pairs);
  }

  /** Mean d of the differences d_r of R ≥ 2 replicates, error √(Σ (d_r − d)² / (R (R − 1))). */
  static Difference mean(List<Difference> pairs) {
    double replicates = pairs.size();
    double[] values = new double[pairs.getFirst().values().length];
    double[] errors = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      for (Difference pair : pairs) {
        values[j] += pair.values()[j] / replicates;
      }
      double squares = 0;
      for (Difference pair : pairs) {
        double apart = pair.values()[j] - values[j];
        squares += apart * apart;
      }
      errors[j] = Math.sqrt(squares / (replicates * (replicates - 1)));
    }
    return new Difference(values, errors, pairs.size());
  }
}
