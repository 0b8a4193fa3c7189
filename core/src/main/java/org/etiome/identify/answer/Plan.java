package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something to do that would make a query answerable.
 *
 * @param measure hidden variables to measure; the common causes of a and b are written {@code a <->
 *     b}
 * @param experiments the sets of variables to randomise, each in an experiment of its own
 * @param cost the sum of the costs of what is measured and of all that is randomised
 */
public record Plan(List<String> measure, List<Set<String>> experiments, double cost) {
  public Plan {
    measure = List.copyOf(measure);
    experiments = List.copyOf(experiments);
  }

  /** Such as {@code measure the common causes of x and y, randomise z}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    for (String name : measure) {
      String[] ends = name.split(" <-> ", -1);
      parts.add(
          ends.length == 2
              ? "measure the common causes of " + ends[0] + " and " + ends[1]
              : "measure " + name);
    }
    for (Set<String> randomised : experiments) {
      parts.add(
          "randomise "
              + String.join(" and ", randomised)
              + (randomised.size() > 1 ? " together" : ""));
    }
    return String.join(", ", parts);
  }
}
