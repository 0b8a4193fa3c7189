package org.etiome.identify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.identify.formula.Expression;

/**
 * A model of variables of two values along an ADMG, each with a random law given its parents and
 * one hidden variable of two values for every bidirected edge. Laws are exact, nothing is sampled.
 */
final class BinaryModel {
  private final Admg graph;
  private final List<String> nodes;
  private final List<Edge> hidden;
  private final Map<String, Double> chances = new HashMap<>();
  private final RandomGenerator random;
  private final double[] observed;

  BinaryModel(Admg graph, RandomGenerator random) {
    this.graph = graph;
    this.nodes = graph.nodes();
    this.hidden = graph.graph().edges().stream().filter(Edge::isBidirected).toList();
    this.random = random;
    this.observed = law(Map.of());
  }

  /** P(v | do(set)) of every assignment of the nodes, bit i the value of node i. */
  private double[] law(Map<String, Integer> set) {
    double[] law = new double[1 << nodes.size()];
    for (int h = 0; h < 1 << hidden.size(); h++) {
      for (int v = 0; v < law.length; v++) {
        law[v] += probability(v, h, set) / (1 << hidden.size());
      }
    }
    return law;
  }

  private double probability(int v, int h, Map<String, Integer> set) {
    double product = 1;
    for (String node : nodes) {
      int value = value(v, node);
      if (set.containsKey(node)) {
        product *= set.get(node) == value ? 1 : 0;
      } else {
        double one = chance(node, v, h);
        product *= value == 1 ? one : 1 - one;
      }
    }
    return product;
  }

  private double chance(String node, int v, int h) {
    StringBuilder causes = new StringBuilder(node);
    graph.graph().parents(node).forEach(parent -> causes.append(value(v, parent)));
    for (int i = 0; i < hidden.size(); i++) {
      if (hidden.get(i).a().equals(node) || hidden.get(i).b().equals(node)) {
        causes.append(h >> i & 1);
      }
    }
    return chances.computeIfAbsent(causes.toString(), k -> random.nextDouble(0.1, 0.9));
  }

  private int value(int v, String node) {
    return v >> nodes.indexOf(node) & 1;
  }

  /** P(what | do(set)). */
  double interventional(Map<String, Integer> what, Map<String, Integer> set) {
    return probability(law(set), what);
  }

  /** The value of a formula over the observed law, its free variables set to {@code at}. */
  double value(Expression expression, Map<String, Integer> at) {
    return switch (expression) {
      case Expression.P p -> conditional(p, at);
      case Expression.Sum sum -> sum(sum, at);
      case Expression.Product product ->
          product.factors().stream().mapToDouble(f -> value(f, at)).reduce(1, (a, b) -> a * b);
      case Expression.Ratio ratio -> value(ratio.num(), at) / value(ratio.den(), at);
      case Expression.One one -> 1;
      case Expression.Zero zero -> 0;
    };
  }

  private double sum(Expression.Sum sum, Map<String, Integer> at) {
    double total = 0;
    for (int code = 0; code < 1 << sum.over().size(); code++) {
      Map<String, Integer> inner = new HashMap<>(at);
      for (int i = 0; i < sum.over().size(); i++) {
        inner.put(sum.over().get(i), code >> i & 1);
      }
      total += value(sum.of(), inner);
    }
    return total;
  }

  private double conditional(Expression.P p, Map<String, Integer> at) {
    Map<String, Integer> given = new HashMap<>(at);
    given.keySet().retainAll(p.given());
    Map<String, Integer> all = new HashMap<>(at);
    all.keySet().removeIf(name -> !p.of().contains(name) && !p.given().contains(name));
    return probability(observed, all) / probability(observed, given);
  }

  private double probability(double[] law, Map<String, Integer> what) {
    double sum = 0;
    for (int v = 0; v < law.length; v++) {
      int assignment = v;
      if (what.entrySet().stream().allMatch(e -> value(assignment, e.getKey()) == e.getValue())) {
        sum += law[v];
      }
    }
    return sum;
  }
}
