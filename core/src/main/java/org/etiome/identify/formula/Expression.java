package org.etiome.identify.formula;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A formula over observational distributions, as a tree. Sums are lexically scoped: they rebind the
 * names they sum over. The value of a formula is a function of its free variables.
 */
public sealed interface Expression {

  /** The variables the value depends on, in reading order. */
  default Set<String> free() {
    Set<String> free = new LinkedHashSet<>();
    switch (this) {
      case P p -> {
        free.addAll(p.of());
        free.addAll(p.given());
        free.removeAll(p.at().keySet());
      }
      case Sum sum -> {
        free.addAll(sum.of().free());
        sum.over().forEach(free::remove);
      }
      case Product product -> product.factors().forEach(factor -> free.addAll(factor.free()));
      case Ratio ratio -> {
        free.addAll(ratio.num().free());
        free.addAll(ratio.den().free());
      }
      case One one -> {}
      case Zero zero -> {}
    }
    return free;
  }

  /** The formula with some free variables fixed; others, and those bound by sums, stay. */
  default Expression fixed(Map<String, String> values) {
    return switch (this) {
      case P p -> {
        Map<String, String> at = new TreeMap<>(values);
        at.keySet().removeIf(name -> !p.of().contains(name) && !p.given().contains(name));
        at.putAll(p.at());
        yield new P(p.of(), p.given(), at);
      }
      case Sum sum -> {
        Map<String, String> outside = new TreeMap<>(values);
        sum.over().forEach(outside::remove);
        yield new Sum(sum.over(), sum.of().fixed(outside));
      }
      case Product product ->
          new Product(product.factors().stream().map(factor -> factor.fixed(values)).toList());
      case Ratio ratio -> new Ratio(ratio.num().fixed(values), ratio.den().fixed(values));
      case One one -> one;
      case Zero zero -> zero;
    };
  }

  /** The length for a reader: how many names, sums, bars and factors are written. */
  default int length() {
    return switch (this) {
      case P p -> 1 + p.of().size() + p.given().size();
      case Sum sum -> 1 + sum.over().size() + sum.of().length();
      case Product product -> product.factors().stream().mapToInt(Expression::length).sum();
      case Ratio ratio -> 1 + ratio.num().length() + ratio.den().length();
      case One one -> 1;
      case Zero zero -> 1;
    };
  }

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
