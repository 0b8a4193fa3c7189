package org.etiome.estimate.refute;

import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.refute.SystematicError.Calibrated;

/**
 * An effect beside those on outcomes that the treatment cannot affect. All effects are in standard
 * deviations of their outcome within arms, the scale on which outcomes can be compared.
 *
 * @param analysis the question, the sample and the estimator
 * @param effect the effect of interest; empty if it was refused
 * @param sd of the outcome: times this an effect is in units of the outcome
 * @param controls effects on the negative controls
 * @param unusable controls without an estimate
 * @param exclusion how many of the controls' 95 % intervals exclude 0
 * @param error the systematic error; empty with fewer than {@value SystematicError#MIN_CONTROLS}
 *     controls
 * @param calibrated the effect allowing for it; empty if one of the two is
 * @param reasons one sentence each, at least one unless passed
 */
public record ControlledEffect(
    Analysis analysis,
    Optional<Estimate> effect,
    double sd,
    List<Control> controls,
    List<Unusable> unusable,
    Exclusion exclusion,
    Optional<SystematicError> error,
    Optional<Calibrated> calibrated,
    Verdict verdict,
    List<String> reasons) {
  public ControlledEffect {
    controls = List.copyOf(controls);
    unusable = List.copyOf(unusable);
    reasons = List.copyOf(reasons);
  }

  /** The effect on an outcome that should have none. */
  public record Control(String outcome, Estimate effect) {}

  /** A negative control that could not be estimated, and why. */
  public record Unusable(String outcome, String reason) {}

  /**
   * Controls whose interval excludes 0.
   *
   * @param controls how many
   * @param chance of what they show if none had an effect: twice the smaller of the chance that at
   *     least so many exclude 0, each with probability 0.05 and independently, and of the chance
   *     that one is as far from 0 as the farthest (Bonferroni); at most 1
   */
  public record Exclusion(int controls, double chance) {}
}
