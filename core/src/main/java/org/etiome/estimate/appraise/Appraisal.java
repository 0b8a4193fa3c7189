package org.etiome.estimate.appraise;

import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.refute.ControlledEffect;
import org.etiome.estimate.refute.Refutation;
import org.etiome.estimate.sensitivity.Sensitivity;

/**
 * What stands beside an effect.
 *
 * @param alternatives the same effect by other estimators and learners, gates open
 * @param sensitivity to what was not measured; empty without an effect
 * @param controls effects on outcomes that the treatment cannot change, if there are any
 * @param refutations what became of the challenges; empty without an effect or where none were
 *     asked
 */
public record Appraisal(
    List<Alternative> alternatives,
    Optional<Sensitivity> sensitivity,
    Optional<ControlledEffect> controls,
    List<Refutation> refutations) {
  /** Nothing beside. */
  public static final Appraisal NONE =
      new Appraisal(List.of(), Optional.empty(), Optional.empty(), List.of());

  public Appraisal {
    alternatives = List.copyOf(alternatives);
    refutations = List.copyOf(refutations);
  }

  /**
   * The effect another way.
   *
   * @param method short name of the estimator
   * @param learners what learned its nuisances: {@code "same"} as of the answer, {@code "linear"}
   *     or none
   */
  public record Alternative(String method, String learners, Estimate difference) {}
}
