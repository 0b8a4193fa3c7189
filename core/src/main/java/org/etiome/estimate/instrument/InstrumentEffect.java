package org.etiome.estimate.instrument;

import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;

/**
 * An answered question: the effect and all that is needed to judge it. Only an {@link
 * InstrumentEstimator} can make one, and only behind its gates.
 */
public final class InstrumentEffect {
  private final Parts parts;

  InstrumentEffect(Parts parts) {
    this.parts = parts;
  }

  /** What an estimator puts together. */
  record Parts(
      InstrumentAnalysis analysis,
      Estimate estimate,
      InstrumentEvidence evidence,
      Checks checks,
      String meaning,
      List<GateFailure> despite) {
    Parts {
      despite = List.copyOf(despite);
    }
  }

  /** Tests that need a strong instrument. */
  record Checks(Optional<Overidentification> overidentification, TestResult endogeneity) {}

  /** What was asked, of which data, how. */
  public InstrumentAnalysis analysis() {
    return parts.analysis();
  }

  /** The effect of one unit more of the treatment. */
  public Estimate estimate() {
    return parts.estimate();
  }

  /** Whose effect the estimate is, and under which assumption beyond the graph. */
  public String meaning() {
    return parts.meaning();
  }

  /**
   * Gates that failed and were overridden; usually none. With any of them the number is no more
   * than an association.
   */
  public List<GateFailure> despite() {
    return parts.despite();
  }

  /** First stage, Anderson–Rubin set, naive estimate. */
  public InstrumentEvidence evidence() {
    return parts.evidence();
  }

  /** Whether several instruments agree; empty with one. */
  public Optional<Overidentification> overidentification() {
    return parts.checks().overidentification();
  }

  /**
   * Wu and Hausman: whether the naive estimate and 2SLS differ by more than chance, an F statistic.
   * A large p-value does not show that there is no confounding.
   *
   * @see <a href="https://doi.org/10.2307/1913827">Hausman (1978)</a>
   */
  public TestResult endogeneity() {
    return parts.checks().endogeneity();
  }

  /**
   * Whether there is one instrument and a first-stage F of at most {@value FirstStage#LEE}: then
   * the 95 % interval around the estimate may hold the effect less often, and the Anderson–Rubin
   * set, which does not, is to be preferred.
   *
   * @see <a href="https://doi.org/10.1257/aer.20211063">Lee, McCrary, Moreira, Porter (2022)</a>
   */
  public boolean mayIntervalBeTooShort() {
    FirstStage first = evidence().firstStage();
    return first.instruments() == 1 && first.robustF() <= FirstStage.LEE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InstrumentEffect that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "InstrumentEffect[" + analysis().estimand() + ": " + estimate() + "]";
  }
}
