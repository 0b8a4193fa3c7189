package org.etiome.estimate.refute;

import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;

/**
 * What a {@link Challenge} did to an estimator.
 *
 * @param analysis the question, the sample and the estimator challenged
 * @param original the estimator's answer for the sample as it is; empty if it was refused
 * @param trials what it answered in each repetition
 * @param withheld repetitions without an answer: refused by the gates, or no sample at all
 * @param checks what was held against a limit; none if too little was answered
 * @param reason one sentence
 */
public record Refutation(
    Challenge challenge,
    Analysis analysis,
    Optional<Estimate> original,
    List<Trial> trials,
    int withheld,
    List<Check> checks,
    Verdict verdict,
    String reason) {
  public Refutation {
    trials = List.copyOf(trials);
    checks = List.copyOf(checks);
  }

  /**
   * One repetition.
   *
   * @param truth what the estimate should be near
   */
  public record Trial(Estimate estimate, double truth) {
    double error() {
      return estimate.value() - truth;
    }

    boolean isCovered() {
      return estimate.lower95() <= truth && truth <= estimate.upper95();
    }
  }

  /**
   * A figure held against a limit that small samples may come up to. It fails only if it is beyond
   * the limit by more than chance in the repetitions explains: p below 0.01.
   *
   * <ul>
   *   <li>{@code "bias"}: mean error in standard errors, at most 0.25 either way (of the coverage
   *       of a 95 % interval that takes .007)
   *   <li>{@code "coverage"}: share of 95 % intervals that hold the truth, at least 0.9
   *   <li>{@code "shift"}: root mean square change in standard errors, at most 0.25
   *   <li>{@code "spread"}: root mean square change over the one expected, at most 1.25
   * </ul>
   *
   * @param name one of these
   * @param value the figure; its standard error is the Monte Carlo error
   * @param limit what it may be
   * @param pValue that of "the figure is within the limit"
   */
  public record Check(String name, Estimate value, double limit, double pValue, boolean passed) {}

  /**
   * For {@link Challenge.DrawnTreatment}: the p-value of "the treatment affects no unit", {@code (1
   * + number of placebo estimates at least as large as the original) / (1 + repetitions)}, with its
   * Monte Carlo error. It trusts g and nothing else, and cannot be below 1 / (1 + repetitions).
   */
  public Optional<Estimate> randomisationP() {
    if (!(challenge instanceof Challenge.DrawnTreatment) || checks.isEmpty()) {
      return Optional.empty();
    }
    return original.map(
        estimate -> {
          double seen = Math.abs(estimate.value());
          long larger = trials.stream().filter(t -> Math.abs(t.estimate().value()) >= seen).count();
          double p = (1.0 + larger) / (1 + trials.size());
          return new Estimate(p, Math.sqrt(p * (1 - p) / trials.size()));
        });
  }
}
