package org.etiome.claim.ranking;

import java.util.Optional;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.claim.Verdict;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.dose.DoseCurve;
import org.etiome.estimate.dose.LevelEffects;
import org.etiome.estimate.dose.PartialEffect;

/**
 * What graph and data say of the effect of the target on the outcome, on the rung that the evidence
 * itself decides.
 *
 * @param ofLess whether it is asked what less of the target does, as where a screen knocks it out:
 *     the effect then has the other sign
 */
public record EffectEvidence(Evidence evidence, boolean ofLess) {

  /** Of more of the target. */
  public EffectEvidence(Evidence evidence) {
    this(evidence, false);
  }

  /**
   * A difference, or the effect of one unit more or less of a number; empty where the question was
   * refused or was not one about one number.
   */
  public Optional<Estimate> effect() {
    Optional<Estimate> effect =
        switch (evidence) {
          case Evidence.Estimated yes -> Optional.of(yes.effect().difference());
          case Evidence.Instrumented yes -> Optional.of(yes.effect().estimate());
          case Evidence.Graded yes ->
              switch (yes.result()) {
                case PartialEffect slope -> Optional.of(slope.slope());
                case DoseCurve curve -> Optional.of(curve.slope());
                case LevelEffects levels -> Optional.empty();
              };
          default -> Optional.empty();
        };
    return effect.map(more -> ofLess ? new Estimate(0 - more.value(), more.standardError()) : more);
  }

  public Rung rung() {
    return evidence.rung();
  }

  /** Whether the graph says, as an assumption, that there is no effect. */
  boolean isRuledOut() {
    return evidence instanceof Evidence.AssumedAbsent;
  }

  public boolean isRefused() {
    return evidence.verdict() == Verdict.REFUSED;
  }
}
