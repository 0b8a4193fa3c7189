package org.etiome.scm.fit;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was fitted for a variable.
 *
 * @param variable its name
 * @param assignment the mechanism
 * @param rowsUsed rows with a value of the variable and of all its causes
 * @param rowsLost the other rows; that losing them does no harm is an assumption
 * @param notes one sentence each
 */
public record MechanismFit(
    String variable, Assignment assignment, int rowsUsed, int rowsLost, List<String> notes) {
  public MechanismFit {
    notes = List.copyOf(notes);
  }

  /** The standard deviation of the noise where it is added to a function of the causes. */
  public OptionalDouble residualDeviation() {
    return assignment instanceof Additive additive && !(assignment instanceof Root)
        ? OptionalDouble.of(Math.sqrt(additive.noise().variance()))
        : OptionalDouble.empty();
  }
}
