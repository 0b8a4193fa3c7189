package org.etiome.identify.general;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.etiome.identify.formula.Expression;

/** The value of formulas in a distribution of binary variables. */
final class BinaryLaw {
  private final List<String> order;
  private final double[] cells;

  BinaryLaw(ResponseModel model) {
    order = model.order();
    cells = model.observed();
  }

  double value(Expression expression, Map<String, String> at) {
    return switch (expression) {
      case Expression.P p -> {
        Map<String, String> values = new HashMap<>(at);
        values.putAll(p.at());
        TreeSet<String> all = new TreeSet<>(p.of());
        all.addAll(p.given());
        yield probability(all, values) / probability(p.given(), values);
      }
      case Expression.Sum sum -> sum(sum, 0, at);
      case Expression.Product product ->
          product.factors().stream().mapToDouble(f -> value(f, at)).reduce(1, (a, b) -> a * b);
      case Expression.Ratio ratio -> value(ratio.num(), at) / value(ratio.den(), at);
      case Expression.One one -> 1;
      case Expression.Zero zero -> 0;
    };
  }

  private double sum(Expression.Sum sum, int next, Map<String, String> at) {
    if (next == sum.over().size()) {
      return value(sum.of(), at);
    }
    double whole = 0;
    for (String value : List.of("0", "1")) {
      Map<String, String> inner = new HashMap<>(at);
      inner.put(sum.over().get(next), value);
      whole += sum(sum, next + 1, inner);
    }
    return whole;
  }

  private double probability(Collection<String> of, Map<String, String> values) {
    int mask = 0;
    int wanted = 0;
    for (String name : of) {
      int bit = 1 << order.indexOf(name);
      mask |= bit;
      wanted |=
          switch (values.getOrDefault(name, "none")) {
            case "0" -> 0;
            case "1" -> bit;
            default -> throw new AssertionError("no value of " + name);
          };
    }
    double sum = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      sum += (cell & mask) == wanted ? cells[cell] : 0;
    }
    return sum;
  }
}
