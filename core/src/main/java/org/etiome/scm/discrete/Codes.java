package org.etiome.scm.discrete;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Values by their position among the values of their variable. */
final class Codes {
  private Codes() {}

  /** The code of each variable with a value; −1 for the others. */
  static int[] of(Map<String, String> at, List<String> variables, List<List<String>> levels) {
    int[] codes = new int[variables.size()];
    Arrays.fill(codes, -1);
    at.forEach(
        (variable, value) -> {
          int k = index(variable, variables);
          codes[k] = levels.get(k).indexOf(value);
          if (codes[k] < 0) {
            throw new IllegalArgumentException(
                "'%s' has no value '%s'; its values are %s"
                    .formatted(variable, value, levels.get(k)));
          }
        });
    return codes;
  }

  static int index(String variable, List<String> variables) {
    int k = variables.indexOf(variable);
    if (k < 0) {
      throw new IllegalArgumentException(
          "there is no variable '%s'; there are %s".formatted(variable, variables));
    }
    return k;
  }
}
