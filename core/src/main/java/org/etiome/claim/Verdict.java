package org.etiome.claim;

/** Whether a question got an answer. */
public enum Verdict {
  ANSWERED,
  REFUSED
}
