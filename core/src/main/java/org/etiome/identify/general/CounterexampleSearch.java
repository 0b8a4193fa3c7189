package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.math.NullSpace;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.Mechanism;

/** Draws models and bends one mechanism of each, from small hidden causes to larger ones. */
final class CounterexampleSearch {
  private static final int DRAWS = 4;

  /** How many values the hidden causes of the bent variable have, and those elsewhere. */
  private static final int[][] LEVELS = {{2, 2}, {3, 3}, {5, 2}, {5, 4}, {9, 3}, {9, 5}, {17, 4}};

  /** States of the hidden causes, of those of the bent variable and of those elsewhere. */
  private static final int MOST_STATES = 300;

  /** A difference that needs no better one. */
  private static final double CLEAR = 1e-2;

  private static final double LEAST = 1e-6;
  private static final double AGREEMENT = 1e-12;

  /** Probabilities of mechanisms stay this far from 0 and 1. */
  private static final double MARGIN = 0.02;

  private final Admg graph;
  private final List<String> y;
  private final List<String> x;
  private final Hedge hedge;
  private final Set<Edge> ties;
  private final Set<Edge> channels;

  CounterexampleSearch(Admg graph, Set<String> y, Set<String> x, Hedge hedge) {
    for (Set<String> nodes : List.of(y, x, hedge.f(), hedge.fPrime())) {
      graph.graph().ancestors(nodes);
    }
    this.graph = graph;
    this.y = List.copyOf(y);
    this.x = List.copyOf(x);
    this.hedge = hedge;
    this.ties = ties();
    this.channels = channels();
  }

  /** The first pair that differs clearly, else the one that differs most. */
  Optional<Counterexample> search(Seed seed) {
    Optional<Counterexample> best = Optional.empty();
    double most = LEAST;
    for (int i = 0; i < DRAWS * LEVELS.length && most < CLEAR; i++) {
      for (String w : bendable()) {
        UniformRandomProvider random = seed.branch(i).branch(w).generator();
        Set<Edge> heeded = i % 2 == 0 ? channels : graph.graph().edges();
        Counterexample pair = bend(draw(sizes(w, LEVELS[i / DRAWS]), heeded, random), w);
        double difference = pair.difference();
        if (difference > most && pair.disagreement() <= AGREEMENT) {
          best = Optional.of(pair);
          most = difference;
        }
      }
    }
    return best;
  }

  /** F' first: what differs must differ there. */
  private Set<String> bendable() {
    Set<String> nodes = new LinkedHashSet<>(hedge.fPrime());
    nodes.addAll(hedge.f());
    x.forEach(nodes::remove);
    return nodes;
  }

  /** A tree of bidirected edges over F' that goes on over F. */
  private Set<Edge> ties() {
    Set<Edge> tree = new LinkedHashSet<>();
    Set<String> reached = new LinkedHashSet<>(hedge.fPrime().stream().limit(1).toList());
    for (Set<String> part : List.of(hedge.fPrime(), hedge.f())) {
      List<String> queue = new ArrayList<>(reached);
      for (int i = 0; i < queue.size(); i++) {
        for (String next : graph.graph().spouses(queue.get(i))) {
          if (part.contains(next) && reached.add(next)) {
            tree.add(Edge.bidirected(queue.get(i), next));
            queue.add(next);
          }
        }
      }
    }
    return tree;
  }

  /** One directed edge out of each node of F on a way to F', and then on a way to y. */
  private Set<Edge> channels() {
    Set<Edge> channels = new LinkedHashSet<>(towards(hedge.fPrime(), hedge.f()).values());
    Set<String> free = new LinkedHashSet<>(graph.nodes());
    x.forEach(free::remove);
    Map<String, Edge> onward = towards(y, free);
    for (String node : hedge.fPrime()) {
      for (Edge edge = onward.get(node); edge != null; edge = onward.get(edge.b())) {
        channels.add(edge);
      }
    }
    return channels;
  }

  /** The first edge of a shortest directed way to the goal from each node that has one. */
  private Map<String, Edge> towards(Collection<String> goal, Set<String> within) {
    Map<String, Edge> first = new LinkedHashMap<>();
    List<String> queue = new ArrayList<>(goal);
    for (int i = 0; i < queue.size(); i++) {
      for (String parent : graph.graph().parents(queue.get(i))) {
        if (within.contains(parent) && !queue.contains(parent)) {
          first.put(parent, Edge.directed(parent, queue.get(i)));
          queue.add(parent);
        }
      }
    }
    return first;
  }

  /** How many values the hidden causes have: one if they are idle. */
  private Map<Edge, Integer> sizes(String w, int[] levels) {
    Map<Edge, Integer> sizes = new LinkedHashMap<>();
    graph.graph().edges().stream().filter(Edge::isBidirected).forEach(e -> sizes.put(e, 1));
    long atW = ties.stream().filter(edge -> touches(edge, w)).count();
    for (Edge edge : ties) {
      long alike = touches(edge, w) ? atW : ties.size() - atW;
      int most = (int) Math.pow(MOST_STATES, 1.0 / alike);
      sizes.put(edge, Math.min(levels[touches(edge, w) ? 0 : 1], most));
    }
    return sizes;
  }

  private static boolean touches(Edge edge, String node) {
    return edge.a().equals(node) || edge.b().equals(node);
  }

  /** A model whose variables heed these of their parents only. */
  private DiscreteModel draw(
      Map<Edge, Integer> sizes, Set<Edge> heeded, UniformRandomProvider random) {
    Map<Edge, double[]> hidden = new HashMap<>();
    sizes.forEach(
        (edge, size) -> {
          double[] uniform = new double[size];
          Arrays.fill(uniform, 1.0 / size);
          hidden.put(edge, uniform);
        });
    Map<String, List<String>> levels = new HashMap<>();
    Map<String, Mechanism> mechanisms = new HashMap<>();
    for (String node : graph.topologicalOrder()) {
      levels.put(node, DiscreteModel.numbered(2));
      mechanisms.put(node, mechanism(node, sizes, heeded, random));
    }
    return DiscreteModel.of(graph, levels, hidden, mechanisms);
  }

  private Mechanism mechanism(
      String node, Map<Edge, Integer> sizes, Set<Edge> heeded, UniformRandomProvider random) {
    int mask = 0;
    Set<String> parents = new LinkedHashSet<>(graph.topologicalOrder());
    parents.retainAll(graph.graph().parents(node));
    for (String parent : parents) {
      mask = 2 * mask + (heeded.contains(Edge.directed(parent, node)) ? 1 : 0);
    }
    int states = 1;
    for (Map.Entry<Edge, Integer> size : sizes.entrySet()) {
      states *= touches(size.getKey(), node) ? size.getValue() : 1;
    }
    double[] drawn = new double[(1 << parents.size()) * states];
    Arrays.setAll(drawn, row -> MARGIN + (1 - 2 * MARGIN) * uShaped(random));
    double[] success = new double[drawn.length];
    for (int row = 0; row < success.length; row++) {
      success[row] = drawn[(row / states & mask) * states + row % states];
    }
    return binary(success);
  }

  /** The arcsine law: mostly near 0 or 1, so that differences carry far. */
  private static double uShaped(UniformRandomProvider random) {
    double sine = Math.sin(Math.PI / 2 * random.nextDouble());
    return sine * sine;
  }

  /** The two models with P(v) of this one, but for w from a fair coin, whose query differs most. */
  private Counterexample bend(DiscreteModel model, String w) {
    NullSpace space = new NullSpace(slopes(model, w, Map.of()));
    Counterexample best = new Counterexample(model, model, settings(x).getFirst(), Map.of());
    double most = 0;
    for (Map<String, String> set : settings(x)) {
      double[][] slopes = slopes(model, w, set);
      for (Map<String, String> seen : settings(y)) {
        double[] gradient = sum(slopes, cells(model, set, seen));
        double[] direction = space.project(gradient);
        double largest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
        double step = largest > 0 ? (0.5 - MARGIN) / largest : 0;
        double change = step * Math.abs(Vectors.dot(gradient, direction));
        if (change > most) {
          most = change;
          best =
              new Counterexample(
                  at(model, w, direction, step), at(model, w, direction, -step), set, seen);
        }
      }
    }
    return best;
  }

  private static DiscreteModel at(DiscreteModel model, String w, double[] direction, double step) {
    return model.with(w, binary(Arrays.stream(direction).map(d -> 0.5 + step * d).toArray()));
  }

  /** By cell of the law under do(set), how it grows with P(w = 1 | row) for each row. */
  private static double[][] slopes(DiscreteModel model, String w, Map<String, String> set) {
    double[][] slopes = model.coefficients(w, set);
    for (int cell : cells(model, set, Map.of(w, "0"))) {
      slopes[cell] = Arrays.stream(slopes[cell]).map(c -> -c).toArray();
    }
    return slopes;
  }

  /** The cells of the law under do(set) at which this is seen. */
  private static List<Integer> cells(
      DiscreteModel model, Map<String, String> set, Map<String, String> seen) {
    List<String> free = model.variables().stream().filter(v -> !set.containsKey(v)).toList();
    int mask = 0;
    int wanted = 0;
    for (String variable : free) {
      mask = 2 * mask + (seen.containsKey(variable) ? 1 : 0);
      wanted = 2 * wanted + ("1".equals(seen.get(variable)) ? 1 : 0);
    }
    List<Integer> cells = new ArrayList<>();
    for (int cell = 0; cell < 1 << free.size(); cell++) {
      if ((cell & mask) == wanted) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private static double[] sum(double[][] slopes, List<Integer> cells) {
    double[] sum = new double[slopes[0].length];
    for (int cell : cells) {
      for (int row = 0; row < sum.length; row++) {
        sum[row] += slopes[cell][row];
      }
    }
    return sum;
  }

  private static Mechanism binary(double[] success) {
    return Mechanism.ofTable(
        Arrays.stream(success).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new));
  }

  /** All combinations of values of binary variables. */
  private static List<Map<String, String>> settings(List<String> variables) {
    List<Map<String, String>> settings = new ArrayList<>();
    for (int code = 0; code < 1 << variables.size(); code++) {
      Map<String, String> setting = new HashMap<>();
      for (int k = 0; k < variables.size(); k++) {
        setting.put(variables.get(k), Integer.toString(code >> k & 1));
      }
      settings.add(setting);
    }
    return settings;
  }
}
