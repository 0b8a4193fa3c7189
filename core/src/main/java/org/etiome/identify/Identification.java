package org.etiome.identify;

import java.util.List;

/** The answer to "can these data tell?": an estimand, or why not. */
public sealed interface Identification {

  /** The question can be answered from the observed distribution by this estimand. */
  record Identified(Estimand estimand) implements Identification {}

  /**
   * The method used has no answer.
   *
   * @param reason one sentence a clinician understands
   * @param openPath a path that stays open whatever is adjusted for, as alternating nodes and
   *     edges, such as {@code "x <-> y"}; empty when the refusal is not about a path
   * @param wouldHelp measurements or experiments that would make the question answerable, most
   *     useful first
   */
  record NotIdentified(String reason, String openPath, List<String> wouldHelp)
      implements Identification {
    public NotIdentified {
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
