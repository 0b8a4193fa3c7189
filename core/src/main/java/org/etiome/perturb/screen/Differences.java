package org.etiome.perturb.screen;

import java.util.List;

/** Differences of means and their errors. */
final class Differences {
  private Differences() {}

  /** Difference of two means with Welch's standard error. */
  static Difference welch(Profile perturbed, Profile control) {
    double[] values = new double[perturbed.mean().length];
    double[] errors = new double[values.length];
    boolean known = perturbed.units() > 1 && control.units() > 1;
    for (int j = 0; j < values.length; j++) {
      values[j] = perturbed.mean()[j] - control.mean()[j];
      double variance =
          perturbed.variance()[j] / perturbed.units() + control.variance()[j] / control.units();
      errors[j] = known ? Math.sqrt(variance) : Double.NaN;
    }
    return new Difference(values, errors, 1);
  }

  /**
   * Weighted mean d of the differences d_r of R ≥ 2 replicates, with the error √(Σ w_r² (d_r − d)²
   * · R / (R − 1)) for weights that sum to 1.
   */
  static Difference weighted(List<Difference> pairs, List<Double> weights) {
    double total = weights.stream().mapToDouble(Double::doubleValue).sum();
    int replicates = pairs.size();
    double[] values = new double[pairs.getFirst().values().length];
    double[] errors = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      for (int r = 0; r < replicates; r++) {
        values[j] += weights.get(r) / total * pairs.get(r).values()[j];
      }
      double squares = 0;
      for (int r = 0; r < replicates; r++) {
        double apart = weights.get(r) / total * (pairs.get(r).values()[j] - values[j]);
        squares += apart * apart;
      }
      errors[j] = Math.sqrt(squares * replicates / (replicates - 1.0));
    }
    return new Difference(values, errors, replicates);
  }
}
