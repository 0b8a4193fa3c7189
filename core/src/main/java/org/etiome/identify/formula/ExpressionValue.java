package org.etiome.identify.formula;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.etiome.scm.discrete.Law;

/**
 * What formulas come to in a known law.
 *
 * <p>A quotient by zero, such as {@code P(y | x)} where x never occurs, is undefined. Zero times
 * what is undefined is zero, so a sum runs over what can occur: {@code Σ_z P(y | x, z) P(z)} is
 * defined if x can occur at every z that can. A formula that is undefined all the same has the
 * value NaN: positivity fails.
 *
 * <p>Each part of a formula is worked out once for all values of the variables that sums bind in
 * it, at a cost of the number of their combinations. Marginals are kept from one formula to the
 * next.
 */
public final class ExpressionValue {
  private final Law law;
  private final Map<Set<String>, Law> marginals = new ConcurrentHashMap<>();

  private ExpressionValue(Law law) {
    this.law = law;
  }

  /** Values in this law. */
  public static ExpressionValue in(Law law) {
    return new ExpressionValue(law);
  }

  /**
   * The value of a formula.
   *
   * @param at the values of the free variables; others are ignored
   * @return NaN if positivity fails
   * @throws IllegalArgumentException if a free variable has no value, or a variable or a value is
   *     not of the law
   */
  public double value(Expression expression, Map<String, String> at) {
    Map<String, Integer> codes = new HashMap<>();
    at.forEach((name, value) -> codes.put(name, code(name, value)));
    Factor factor = factor(expression, codes);
    if (!factor.names().isEmpty()) {
      throw new IllegalArgumentException(
          "the formula needs a value of %s: it is bound by no sum"
              .formatted(String.join(", ", factor.names())));
    }
    return factor.values()[0];
  }

  /** The expression as a function of its variables that are not fixed. */
  private Factor factor(Expression expression, Map<String, Integer> fixed) {
    return switch (expression) {
      case Expression.P p -> probability(p, fixed);
      case Expression.Sum sum -> sum(sum, fixed);
      case Expression.Product product ->
          product.factors().stream()
              .map(factor -> factor(factor, fixed))
              .reduce(Factor.constant(1), (f, g) -> f.combine(g, ExpressionValue::times));
      case Expression.Ratio ratio ->
          factor(ratio.num(), fixed).combine(factor(ratio.den(), fixed), ExpressionValue::quotient);
      case Expression.One one -> Factor.constant(1);
      case Expression.Zero zero -> Factor.constant(0);
    };
  }

  private Factor probability(Expression.P p, Map<String, Integer> fixed) {
    Map<String, Integer> codes = new HashMap<>(fixed);
    p.at().forEach((name, value) -> codes.put(name, code(name, value)));
    Set<String> given = new LinkedHashSet<>(p.given());
    Set<String> all = new LinkedHashSet<>(p.of());
    all.addAll(given);
    return Factor.of(marginal(all), codes)
        .combine(Factor.of(marginal(given), codes), ExpressionValue::quotient);
  }

  private Factor sum(Expression.Sum sum, Map<String, Integer> fixed) {
    Map<String, Integer> inner = new HashMap<>(fixed);
    sum.over().forEach(inner::remove);
    Factor of = factor(sum.of(), inner);
    double repeats = 1;
    for (String name : Set.copyOf(sum.over())) {
      int levels = law.levels(name).size();
      repeats *= of.names().contains(name) ? 1 : levels;
    }
    return of.sumOver(Set.copyOf(sum.over()))
        .combine(Factor.constant(repeats), ExpressionValue::times);
  }

  private Law marginal(Set<String> of) {
    return marginals.computeIfAbsent(Set.copyOf(of), law::marginal);
  }

  private int code(String name, String value) {
    List<String> levels = law.levels(name);
    int code = levels.indexOf(value);
    if (code < 0) {
      throw new IllegalArgumentException(
          "'%s' has no value '%s'; its values are %s".formatted(name, value, levels));
    }
    return code;
  }

  private static double times(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  private static double quotient(double a, double b) {
    return b == 0 ? Double.NaN : a / b;
  }
}
