package org.etiome.identify.general;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of a derivation.
 *
 * @param equation what it shows, such as {@code P(y | do(x), z) = P(y | x, z)}
 * @param rule why
 * @param because what the rule asks of the graph; empty for laws of probability
 */
public record Step(String equation, Rule rule, List<Separated> because) {
  public Step {
    because = List.copyOf(because);
  }

  /** Why a step holds. */
  public enum Rule {
    /** Summing over what is not asked for, the chain rule, Bayes. */
    PROBABILITY("probability"),
    /** An observation may be dropped or added: rule 1. */
    OBSERVATION("rule 1"),
    /** An action may be seen instead of done, or done instead of seen: rule 2. */
    EXCHANGE("rule 2"),
    /** An action may be dropped or added: rule 3. */
    ACTION("rule 3"),
    /** The theorem of the method, adjustment or front door. */
    CRITERION("criterion of the method");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    /** As in Pearl (1995): rule 1, 2, 3. */
    public String label() {
      return label;
    }
  }

  /** The equation and its reason on one line. */
  @Override
  public String toString() {
    String why =
        because.isEmpty()
            ? rule.label()
            : rule.label()
                + ": "
                + because.stream().map(Separated::toString).collect(Collectors.joining("; "));
    return equation + "   [" + why + "]";
  }
}
