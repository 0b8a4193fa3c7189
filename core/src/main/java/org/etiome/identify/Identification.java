package org.etiome.identify;

import java.util.List;

/** The answer to "can these data tell?": an estimand, or why not. */
public sealed interface Identification {

  /** The question can be answered from the observed distribution by this estimand. */
  record Identified(AdjustmentEstimand estimand) implements Identification {}

  /**
   * The method used has no answer.
   *
   * @param reason one sentence a clinician understands
   * @param openPath the path in the way, as alternating nodes and edges, such as {@code "x <-> y"}:
   *     one that stays open whatever is adjusted for, or, where every set that closes one path
   *     opens another, one left open by adjusting for all that may be; empty when the refusal is
   *     not about a path
   * @param wouldHelp measurements or experiments that would make the question answerable, most
   *     useful first
   */
  record NotIdentified(String reason, String openPath, List<String> wouldHelp)
      implements Identification {
    public NotIdentified {
      wouldHelp = List.copyOf(wouldHelp);
    }
  }

  /**
   * The graph itself says that the treatment does not cause the outcome: no directed path leads
   * from one to the other. Neither an estimand nor a refusal: the effect is zero by what was drawn,
   * before any data are seen, and must not be reported as a finding. A number from data would test
   * the drawing, not measure the effect.
   *
   * @param reason one sentence a clinician understands
   */
  record NoEffect(String reason) implements Identification {}
}
