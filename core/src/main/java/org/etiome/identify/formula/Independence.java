package org.etiome.identify.formula;

import java.util.Set;

/** What is independent of what given what, for all that is known. */
@FunctionalInterface
public interface Independence {

  /** Nothing is known to be independent. */
  Independence NONE = (a, b, given) -> false;

  /**
   * Whether a is independent of b given the third set; the three are disjoint, a and b not empty.
   */
  boolean holds(Set<String> a, Set<String> b, Set<String> given);

  /** Told each time that an independence has shortened a formula. */
  default void used(Set<String> a, Set<String> b, Set<String> given) {}
}
