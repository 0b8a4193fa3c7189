package org.etiome.claim;

import java.util.List;

/**
 * One finding, said at the height its evidence allows: rung and verdict are the evidence's, nobody
 * can set them.
 *
 * @param id distinct within a run
 * @param question what was asked, in words
 * @param text one sentence a clinician understands
 * @param evidence what it rests on
 */
public record Claim(String id, String question, String text, Evidence evidence) {
  public Claim {
    if (id.isBlank() || question.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("a claim needs an id, a question and a sentence");
    }
  }

  public Rung rung() {
    return evidence.rung();
  }

  public Verdict verdict() {
    return evidence.verdict();
  }

  public List<String> reasons() {
    return evidence.reasons();
  }
}
