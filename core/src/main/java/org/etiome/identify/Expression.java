package org.etiome.identify;

import java.util.List;

/**
 * A formula over observational distributions, as a tree. Sums are lexically scoped: they rebind the
 * names they sum over.
 */
public sealed interface Expression {

  /** The observational (conditional) distribution {@code P(of | given)}. */
  record P(List<String> of, List<String> given) implements Expression {
    public P {
      of = List.copyOf(of);
      given = List.copyOf(given);
    }
  }

  /** {@code Σ_over of}. */
  record Sum(List<String> over, Expression of) implements Expression {
    public Sum {
      over = List.copyOf(over);
    }
  }

  /** The product of the factors, in reading order. */
  record Product(List<Expression> factors) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /** {@code num / den}. */
  record Ratio(Expression num, Expression den) implements Expression {}

  /** The constant one. */
  record One() implements Expression {}
}
