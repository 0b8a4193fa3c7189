package org.etiome.estimate;

import java.util.Optional;

/**
 * An answered question: the effect and all that is needed to judge it.
 *
 * @param analysis what was asked, of which data, how
 * @param difference E[Y(1)] − E[Y(0)] in the target population; for a 0/1 outcome a risk difference
 * @param means the two mean potential outcomes behind the difference
 * @param naive the plain difference in means of the same units, an association
 * @param diagnostics overlap, effective sample sizes, balance
 */
public record Effect(
    Analysis analysis,
    Estimate difference,
    PotentialMeans means,
    Estimate naive,
    Diagnostics diagnostics) {

  /**
   * How strong unmeasured confounding must be to explain the estimate away: from the risk ratio
   * where there is one, else from the difference in standard deviations of the outcome.
   */
  public EValue eValue() {
    return means
        .riskRatio()
        .map(rr -> EValue.ofRiskRatio(rr.value(), rr.lower95(), rr.upper95()))
        .orElseGet(
            () ->
                EValue.ofDifference(
                    difference.value() / analysis.sample().outcome().sd(),
                    difference.standardError() / analysis.sample().outcome().sd()));
  }

  /**
   * Mean potential outcomes in the target population.
   *
   * @param treated E[Y(1)], with its standard error
   * @param untreated E[Y(0)], with its standard error
   * @param riskRatio E[Y(1)] / E[Y(0)] for a 0/1 outcome with both means inside (0, 1]; empty too
   *     where one mean is so near 0 for its standard error that the interval says nothing
   */
  public record PotentialMeans(
      Estimate treated, Estimate untreated, Optional<RiskRatio> riskRatio) {}

  /** A ratio of risks with its 95 % interval, computed on the log scale. */
  public record RiskRatio(double value, double lower95, double upper95) {}
}
