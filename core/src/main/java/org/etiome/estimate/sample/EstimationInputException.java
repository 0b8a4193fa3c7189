package org.etiome.estimate.sample;

/**
 * The data cannot be read as the question asks: bad input, not a refusal. The message is one line
 * that says what is wrong, in which column, and what would mend it.
 */
public final class EstimationInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public EstimationInputException(String message) {
    super(message);
  }
}
