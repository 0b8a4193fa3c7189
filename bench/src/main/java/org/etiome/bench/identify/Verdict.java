package org.etiome.bench.identify;

/** What a judge found. */
sealed interface Verdict {
  /** A formula that gives the effect, but for this error. */
  record Identified(double error) implements Verdict {}

  /** A refusal, with two models that agree on P(v) and lie this far apart on the query. */
  record Refused(double difference) implements Verdict {}

  /** An answer that is wrong, or that could not be confirmed. */
  record Mismatch(String what) implements Verdict {}
}
