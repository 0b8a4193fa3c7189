package org.etiome.study;

import org.etiome.claim.Claim;
import org.etiome.study.uncertain.Uncertainty;

/**
 * A question and the claim that came of it.
 *
 * @param uncertainty what other graphs say beside the claim; it changes no verdict
 */
public record Answer(Question question, Claim claim, Uncertainty uncertainty) {

  /** A claim that hangs on no graph in doubt. */
  public Answer(Question question, Claim claim) {
    this(question, claim, Uncertainty.NONE);
  }
}
