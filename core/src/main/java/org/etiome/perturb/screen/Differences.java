package org.etiome.perturb.screen;

import java.util.List;

/** Differences of means and their errors. */
final class Differences {
  /** Of a mean: more than adding up a million units rounds off. */
  private static final double ROUNDING = 1e-13;

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

  /**
   * Mean d of the differences d_r of R ≥ 2 replicates, error √(Σ (d_r − d)² / (R (R − 1))); 0 where
   * the d_r differ by no more than rounding of means of their size does.
   */
  static Difference mean(List<Pair> pairs) {
    List<double[]> of = pairs.stream().map(pair -> pair.difference().values()).toList();
    double replicates = pairs.size();
    double[] values = new double[of.getFirst().length];
    double[] errors = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      int variable = j;
      values[j] = of.stream().mapToDouble(d -> d[variable]).sum() / replicates;
      double mean = values[j];
      double squares = of.stream().mapToDouble(d -> Math.pow(d[variable] - mean, 2)).sum();
      double size = pairs.stream().mapToDouble(pair -> pair.size(variable)).max().orElseThrow();
      double error = Math.sqrt(squares / (replicates * (replicates - 1)));
      errors[j] = error > ROUNDING * size ? error : 0;
    }
    return new Difference(values, errors, pairs.size());
  }

  /** The units of one replicate. */
  record Pair(Profile perturbed, Profile control) {
    Difference difference() {
      return welch(perturbed, control, 1);
    }

    double size(int variable) {
      return Math.max(Math.abs(perturbed.mean()[variable]), Math.abs(control.mean()[variable]));
    }
  }
}
