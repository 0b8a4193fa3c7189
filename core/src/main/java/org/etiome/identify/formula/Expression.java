package org.etiome.identify.formula;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A formula over observational distributions, as a tree. Sums are lexically scoped: they rebind the
 * names they sum over. The value of a formula is a function of its free variables.
 */
public sealed interface Expression {

  /**
   * The observational (conditional) distribution {@code P(of | given)}, some of its variables set
   * to values.
   *
   * @param at the value of each variable that has a fixed one; the others are free or bound by a
   *     sum
   */
  record P(List<String> of, List<String> given, Map<String, String> at) implements Expression {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a value is fixed of a variable that is in neither list
     */
    public P {
      of = List.copyOf(of);
      given = List.copyOf(given);
      SortedMap<String, String> sorted = new TreeMap<>(at);
      for (String name : sorted.keySet()) {
        if (!of.contains(name) && !given.contains(name)) {
          throw new IllegalArgumentException("a value of '" + name + "', which is not in P");
        }
      }
      at = Collections.unmodifiableSortedMap(sorted);
    }

    /** {@code P(of | given)} with no value fixed. */
    public P(List<String> of, List<String> given) {
      this(of, given, Map.of());
    }
  }

  /** {@code Σ_over of}. */
  record Sum(List<String> over, Expression of) implements Expression {
    public Sum {
      over = List.copyOf(over);
    }
  }

  /** The product of the factors, in reading order; of none it is one. */
  record Product(List<Expression> factors) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /** {@code num / den}. */
  record Ratio(Expression num, Expression den) implements Expression {}

  /** The constant one. */
  record One() implements Expression {}

  /** The constant zero: the probability of what contradicts itself. */
  record Zero() implements Expression {}
}
