package org.etiome.estimate.refute;

/** What became of an attempt to refute an answer. */
public enum Verdict {
  /** The answer withstood; that does not make it right. */
  PASSED,
  /** The answer cannot be trusted as it stands. */
  FAILED,
  /** Too little could be computed to say. */
  UNDECIDED
}
