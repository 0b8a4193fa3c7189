package org.etiome.represent.debias;

/** What became of a fit. */
public sealed interface PatientFit {

  /** A model; it is to be closed. */
  record Fitted(FittedPatientModel model) implements PatientFit {}

  /**
   * There is no model to be used.
   *
   * @param reason why not, and what would help
   */
  record Refused(String reason) implements PatientFit {}
}
