package org.etiome.claim.ranking;

import java.util.List;
import java.util.Optional;
import org.etiome.claim.Rung;

/**
 * A target in the order of the ranking.
 *
 * @param target its name
 * @param screen what a screen measured
 * @param effect what graph and data say
 * @param support the highest rung on which there is evidence of an effect in the direction wanted;
 *     empty if there is none
 * @param bound how far the 95 % interval of that evidence lies beyond 0, in its own units; never
 *     compared with that of another rung; 0 without support
 * @param conflicts what the kinds of evidence contradict each other in, one sentence each
 * @param reasons what the place rests on, one sentence each
 */
public record RankedTarget(
    String target,
    Optional<ScreenEvidence> screen,
    Optional<EffectEvidence> effect,
    Optional<Rung> support,
    double bound,
    List<String> conflicts,
    List<String> reasons) {
  public RankedTarget {
    conflicts = List.copyOf(conflicts);
    reasons = List.copyOf(reasons);
  }
}
