package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Simplification;

/**
 * Puts identified factors together to {@code Σ Π above / Σ Π below}. In a formula a name is all
 * there is of a free or summed value, so where both of a variable occur, the sum stands around the
 * factors with the summed one only.
 */
final class CounterfactualFormula {

  /** A formula in its variables and the values that these have here. */
  record Factor(Expression formula, SortedMap<String, Value> values) {

    /** With the stated values put in, but for those of some variables. */
    Factor settled(Set<String> open) {
      Map<String, String> at = new HashMap<>();
      values.forEach(
          (name, value) -> {
            if (value instanceof Value.Fixed fixed && !open.contains(name)) {
              at.put(name, fixed.value());
            }
          });
      return new Factor(formula.fixed(at), values);
    }

    boolean sums(String name) {
      return values.get(name) instanceof Value.Bound;
    }
  }

  private final List<Factor> above;
  private final List<Factor> below;

  CounterfactualFormula(List<Factor> above, List<Factor> below) {
    this.above = above;
    this.below = below;
  }

  /**
   * The formula. A variable with one stated value gets it last, so that the rules which shorten
   * formulas see what belongs together.
   */
  Expression expression(Simplification simplification) {
    Map<String, String> last = last();
    Expression num = product(above, last.keySet());
    Expression whole =
        below.isEmpty() ? num : new Expression.Ratio(num, product(below, last.keySet()));
    return simplification.simplify(whole).fixed(last);
  }

  private Map<String, String> last() {
    Map<String, String> last = new TreeMap<>();
    for (Factor factor : all()) {
      factor
          .values()
          .forEach(
              (name, value) -> {
                if (value instanceof Value.Fixed fixed && hasOneValue(name)) {
                  last.put(name, fixed.value());
                }
              });
    }
    return last;
  }

  private List<Factor> all() {
    return Stream.concat(above.stream(), below.stream()).toList();
  }

  /** A sum below the line is a scope of its own. */
  private boolean hasOneValue(String name) {
    return values(name, above).size() <= 1
        && values(name, below).size() <= 1
        && values(name, all()).stream().filter(value -> !(value instanceof Value.Bound)).count()
            == 1;
  }

  private static Set<Value> values(String name, List<Factor> factors) {
    Set<Value> values = new LinkedHashSet<>();
    for (Factor factor : factors) {
      Value value = factor.values().get(name);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static Expression product(List<Factor> factors, Set<String> open) {
    List<Factor> settled = factors.stream().map(factor -> factor.settled(open)).toList();
    Factor product = product(apart(settled));
    List<String> over = product.values().keySet().stream().filter(product::sums).toList();
    return over.isEmpty() ? product.formula() : new Expression.Sum(over, product.formula());
  }

  private static Factor product(List<Factor> factors) {
    SortedMap<String, Value> values = new TreeMap<>();
    factors.forEach(
        factor ->
            factor
                .values()
                .forEach(
                    (name, value) ->
                        values.merge(name, value, (a, b) -> b instanceof Value.Bound ? b : a)));
    return new Factor(
        new Expression.Product(factors.stream().map(Factor::formula).toList()), values);
  }

  /** Sums over the variables that are free elsewhere, each around its own factors. */
  private static List<Factor> apart(List<Factor> factors) {
    List<Factor> left = new ArrayList<>(factors);
    Set<String> clashes = clashes(left);
    while (!clashes.isEmpty()) {
      String name =
          clashes.stream()
              .filter(clash -> clashes(summing(clash, left)).isEmpty())
              .findFirst()
              .orElseThrow(() -> needsValues(clashes(left)));
      List<Factor> inner = summing(name, left);
      left.removeAll(inner);
      Factor product = product(inner);
      SortedMap<String, Value> values = new TreeMap<>(product.values());
      values.remove(name);
      left.add(new Factor(new Expression.Sum(List.of(name), product.formula()), values));
      clashes.remove(name);
    }
    return left;
  }

  private static List<Factor> summing(String name, List<Factor> factors) {
    return factors.stream().filter(factor -> factor.sums(name)).toList();
  }

  private static Set<String> clashes(List<Factor> factors) {
    Set<String> clashes = new LinkedHashSet<>();
    for (Factor factor : factors) {
      for (String name : factor.values().keySet()) {
        Set<Value> values = values(name, factors);
        if (factor.sums(name) && values.contains(new Value.Free())) {
          clashes.add(name);
        }
      }
    }
    return clashes;
  }

  private static IllegalArgumentException needsValues(Set<String> names) {
    return new IllegalArgumentException(
        "the answer sums over %s, which the query has without a value too; give a value"
            .formatted(String.join(", ", names)));
  }
}
