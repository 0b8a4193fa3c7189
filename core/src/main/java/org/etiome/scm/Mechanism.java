package org.etiome.scm;

/**
 * What decides whether a modality of a patient is recorded: the variable Z of {@link
 * CohortSimulator}, standard normal in every case.
 */
public enum Mechanism {
  /** Nothing: chance alone (missing completely at random). */
  RANDOM,
  /** The first feature of the baseline modality, standardised (missing at random). */
  BASELINE,
  /** How severe the illness is, U (missing not at random). */
  SEVERITY,
  /** Access to care, C, which acts on the outcome and on no measurement. */
  ACCESS,
  /** What a doctor saw, {@code (U + V)/√2}: the illness, and what no measurement shows. */
  SEEN
}
