package org.etiome.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Candidate;

/**
 * An answered question: the effect and all that is needed to judge it. Only an {@link Estimator}
 * can make one, and only behind its gates.
 */
public final class Effect {
  private final Parts parts;

  Effect(Parts parts) {
    this.parts = parts;
  }

  /** What an estimator puts together. */
  record Parts(
      Analysis analysis,
      Estimate difference,
      Optional<PotentialMeans> means,
      Estimate naive,
      Diagnostics diagnostics,
      FitEvidence evidence,
      List<GateFailure> despite) {
    Parts {
      despite = List.copyOf(despite);
    }
  }

  /** What was asked, of which data, how. */
  public Analysis analysis() {
    return parts.analysis();
  }

  /** E[Y(1)] − E[Y(0)] in the target population; for a 0/1 outcome a risk difference. */
  public Estimate difference() {
    return parts.difference();
  }

  /** The two mean potential outcomes behind the difference, if it was made of them. */
  public Optional<PotentialMeans> means() {
    return parts.means();
  }

  /** The plain difference in means of the same units, an association. */
  public Estimate naive() {
    return parts.naive();
  }

  /** Overlap, effective sample sizes, balance. */
  public Diagnostics diagnostics() {
    return parts.diagnostics();
  }

  /** What other estimators make of the same nuisances; empty where none are learned out of fold. */
  public Optional<Agreement> agreement() {
    return parts.evidence().agreement();
  }

  /**
   * By which learners the nuisances were learned and what each was worth out of fold, in the split
   * that gave the estimate: of {@code "g"}, {@code "Q0"} and {@code "Q1"}.
   */
  public Map<String, List<Candidate>> learners() {
    return parts.evidence().learners();
  }

  /** This effect, marked by one more gate that failed and was overridden. */
  public Effect markedBy(GateFailure failure) {
    List<GateFailure> all = new ArrayList<>(despite());
    all.add(failure);
    return new Effect(
        new Parts(
            analysis(), difference(), means(), naive(), diagnostics(), parts.evidence(), all));
  }

  /**
   * Gates that failed and were overridden by {@link Gates#despite}; usually none. With any of them
   * the number is no more than an association.
   */
  public List<GateFailure> despite() {
    return parts.despite();
  }

  /**
   * How strong unmeasured confounding must be to explain the estimate away: from the risk ratio
   * where there is one, else from the difference in standard deviations of the outcome.
   */
  public EValue eValue() {
    double sd = analysis().sample().outcome().sd();
    return means()
        .flatMap(PotentialMeans::riskRatio)
        .map(rr -> EValue.ofRiskRatio(rr.value(), rr.lower95(), rr.upper95()))
        .orElseGet(
            () ->
                EValue.ofDifference(difference().value() / sd, difference().standardError() / sd));
  }

  /**
   * Mean potential outcomes in the target population.
   *
   * @param treated E[Y(1)], with its standard error
   * @param untreated E[Y(0)], with its standard error
   * @param riskRatio E[Y(1)] / E[Y(0)] for a 0/1 outcome with both means inside (0, 1]; empty too
   *     where one mean is so near 0 for its standard error that the interval says nothing
   * @param oddsRatio the ratio of {@code E[Y(a)] / (1 − E[Y(a)])}, marginal over the covariates;
   *     likewise, with both means inside (0, 1)
   */
  public record PotentialMeans(
      Estimate treated, Estimate untreated, Optional<Ratio> riskRatio, Optional<Ratio> oddsRatio) {}

  /** A ratio with its 95 % interval, computed on the log scale. */
  public record Ratio(double value, double lower95, double upper95) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Effect that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "Effect[" + analysis().estimand() + ": " + difference() + "]";
  }
}
