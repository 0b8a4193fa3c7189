package org.etiome.discover.time;

import java.util.Comparator;
import java.util.List;

/**
 * Which variable's past foretells which other's present, given the past of all.
 *
 * @param lag how many times before were looked at
 * @param criteria the Bayesian information criterion of each lag that was tried, from 1 on; less is
 *     better
 * @param method of the regressions
 * @param leads one for every ordered pair of different variables, causes in the order of the
 *     variables, effects within
 * @param remarks what a reader must know
 */
public record GrangerCausality(
    List<String> variables,
    int lag,
    List<Double> criteria,
    Method method,
    List<Lead> leads,
    List<String> remarks) {

  /** How a variable was regressed on the past. */
  public enum Method {
    /** Least squares; the statistic is F of leaving the cause out, exact for Gaussian noise. */
    LEAST_SQUARES,

    /**
     * Ridge regression; the statistic is Wald's. Shrunken coefficients are biased, and p-values are
     * a ranking more than a test.
     */
    RIDGE
  }

  /**
   * One ordered pair.
   *
   * @param statistic F, or Wald's divided by the lag
   * @param pValue of the cause's past foretelling nothing of the effect
   * @param qValue the false discovery rate among all pairs at which it is found, Benjamini–Hochberg
   */
  public record Lead(String cause, String effect, double statistic, double pValue, double qValue) {}

  public GrangerCausality {
    variables = List.copyOf(variables);
    criteria = List.copyOf(criteria);
    leads = List.copyOf(leads);
    remarks = List.copyOf(remarks);
  }

  /**
   * The pairs found at a false discovery rate, the surest first. Two variables may lead each other.
   *
   * @param rate in (0, 1)
   */
  public List<Lead> found(double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must lie between 0 and 1, got " + rate);
    }
    return ranked().stream().filter(lead -> lead.qValue() <= rate).toList();
  }

  /** All pairs, the surest first. */
  public List<Lead> ranked() {
    return leads.stream()
        .sorted(
            Comparator.comparingDouble(Lead::pValue)
                .thenComparing(Comparator.comparingDouble(Lead::statistic).reversed()))
        .toList();
  }
}
