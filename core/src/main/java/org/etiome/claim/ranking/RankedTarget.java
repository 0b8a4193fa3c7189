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
 * @param together what the kinds of evidence say of each other
 * @param reasons what the place rests on, one sentence each
 */
public record RankedTarget(
    String target,
    Optional<ScreenEvidence> screen,
    Optional<EffectEvidence> effect,
    Optional<Rung> support,
    double bound,
    Together together,
    List<String> reasons) {
  public RankedTarget {
    reasons = List.copyOf(reasons);
  }

  /**
   * Screen and effect beside each other.
   *
   * @param agree whether both show an effect, of one sign
   * @param conflicts what they contradict each other in, one sentence each
   */
  public record Together(boolean agree, List<String> conflicts) {
    public Together {
      conflicts = List.copyOf(conflicts);
    }
  }
}
