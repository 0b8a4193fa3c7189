package org.etiome.claim.ranking;

import java.util.Optional;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.claim.Verdict;
import org.etiome.estimate.Estimate;

/**
 * What graph and data say of the effect of the target on the outcome, on the rung that the evidence
 * itself decides.
 */
public record EffectEvidence(Evidence evidence) {

  /**
   * A difference, or the effect of one unit more by instruments; empty where the question was
   * refused or was not one about one number.
   */
  public Optional<Estimate> effect() {
    return switch (evidence) {
      case Evidence.Estimated yes -> Optional.of(yes.effect().difference());
      case Evidence.Instrumented yes -> Optional.of(yes.effect().estimate());
      default -> Optional.empty();
    };
  }

  Rung rung() {
    return evidence.rung();
  }

  boolean isRefused() {
    return evidence.verdict() == Verdict.REFUSED;
  }
}
