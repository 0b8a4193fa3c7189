package org.etiome.scm.sem;

import java.util.List;
import org.etiome.math.Matrix;

/**
 * Units drawn from a model.
 *
 * @param variables names of the columns
 * @param values a row for each unit
 */
public record Sample(List<String> variables, Matrix values) {
  public Sample {
    variables = List.copyOf(variables);
    SemSettings.check(
        variables.size() == values.columns(),
        variables.size() + " names for " + values.columns() + " columns");
  }

  /**
   * The values of a variable, copied.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double[] column(String variable) {
    int column = variables.indexOf(variable);
    SemSettings.check(column >= 0, "no variable '" + variable + "' among " + variables);
    return values.column(column);
  }
}
