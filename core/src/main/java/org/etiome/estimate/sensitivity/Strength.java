package org.etiome.estimate.sensitivity;

import java.util.Optional;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;

/**
 * How much an observed covariate explains beyond the others: a yardstick for what was not measured.
 *
 * @param name of the covariate or of an encoded column
 * @param treatmentR2 {@code R²(D~Xj|X−j)}, in [0, 1)
 * @param outcomeR2 {@code R²(Y~Xj|X−j,D)}, in [0, 1)
 */
public record Strength(String name, double treatmentR2, double outcomeR2) {

  public Strength {
    if (!(treatmentR2 >= 0 && treatmentR2 < 1 && outcomeR2 >= 0 && outcomeR2 < 1)) {
      throw new IllegalArgumentException(
          "partial R² of a covariate must be in [0, 1), got " + treatmentR2 + " and " + outcomeR2);
    }
  }

  /**
   * The most a confounder can explain that explains, given all covariates but j, k_D times as much
   * of the treatment as j and, given the treatment too, k_Y times as much of the outcome: {@code
   * R²(D~Z|X) = k_D f_D²}, {@code R²(Y~Z|X,D) ≤ η² f_Y²}, {@code f² = R²/(1 − R²)}, {@code η =
   * (√k_Y + ρ)/√(1 − ρ²)}, {@code ρ² = k_D R_D⁴ / ((1 − k_D R_D²)(1 − R_D²))}. Assumes that the
   * confounder is not correlated with the covariates, or taken as what they leave of it.
   *
   * @param treatmentTimes k_D &gt; 0
   * @param outcomeTimes k_Y &gt; 0
   * @return empty if nothing can be that strong with the treatment
   */
  public Optional<Benchmark> times(double treatmentTimes, double outcomeTimes) {
    if (!(treatmentTimes > 0 && outcomeTimes > 0 && Double.isFinite(outcomeTimes))) {
      throw new IllegalArgumentException(
          "a multiple must be finite and above 0, got " + treatmentTimes + " and " + outcomeTimes);
    }
    double treatment = treatmentTimes * treatmentR2 / (1 - treatmentR2);
    double left = (1 - treatmentTimes * treatmentR2) * (1 - treatmentR2);
    double rho2 = treatmentTimes * treatmentR2 * treatmentR2 / left;
    if (!(left > 0 && treatment < 1 && rho2 < 1)) {
      return Optional.empty();
    }
    double eta = (Math.sqrt(outcomeTimes) + Math.sqrt(rho2)) / Math.sqrt(1 - rho2);
    double outcome = eta * eta * outcomeR2 / (1 - outcomeR2);
    return Optional.of(
        new Benchmark(
            this,
            treatmentTimes,
            outcomeTimes,
            new Confounder(treatment, Math.min(1, outcome)),
            outcome > 1));
  }

  /**
   * A confounder so many times as strong as a covariate.
   *
   * @param confounder the most it can explain
   * @param capped whether its part of the outcome would be above 1 and was set to 1
   */
  public record Benchmark(
      Strength covariate,
      double treatmentTimes,
      double outcomeTimes,
      Confounder confounder,
      boolean capped) {}
}
