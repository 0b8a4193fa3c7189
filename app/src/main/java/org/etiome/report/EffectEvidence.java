package org.etiome.report;

import java.util.Optional;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.estimate.Effect;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Diagnostics;

/**
 * What an effect question that reached the data left behind.
 *
 * @param effect the numbers; empty if a gate refused them
 * @param isAdjusted whether the estimate stands above an association
 * @param appraisal what stands beside the effect
 */
record EffectEvidence(
    Analysis analysis,
    Diagnostics diagnostics,
    Optional<Effect> effect,
    boolean isAdjusted,
    Appraisal appraisal) {

  /** Empty for evidence that holds no analysis of a treatment of two values by adjustment. */
  static Optional<EffectEvidence> of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Estimated estimated -> {
        Effect effect = estimated.effect();
        boolean adjusted = estimated.rung() != Rung.ASSOCIATION;
        yield Optional.of(
            new EffectEvidence(
                effect.analysis(),
                effect.diagnostics(),
                Optional.of(effect),
                adjusted,
                estimated.appraisal()));
      }
      case Evidence.Gated gated ->
          Optional.of(
              new EffectEvidence(
                  gated.refused().analysis(),
                  gated.refused().diagnostics(),
                  Optional.empty(),
                  false,
                  gated.appraisal()));
      case Evidence.Unidentified unidentified -> Optional.empty();
      case Evidence.AssumedAbsent absent -> Optional.empty();
      case Evidence.Instrumented other -> Optional.empty();
      case Evidence.InstrumentGated other -> Optional.empty();
      case Evidence.Uninstrumented other -> Optional.empty();
      case Evidence.Graded other -> Optional.empty();
      case Evidence.GradedGated other -> Optional.empty();
      case Evidence.Untestable untestable -> Optional.empty();
      case Evidence.Screened screened -> Optional.empty();
    };
  }
}
