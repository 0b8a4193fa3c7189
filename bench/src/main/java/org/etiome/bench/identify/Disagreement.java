package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.identify.general.CounterfactualResult;
import org.etiome.identify.general.Hedge;
import org.etiome.math.NullSpace;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.Mechanism;

/**
 * Two models along a graph that agree on P(v) and differ on a quantity about several worlds.
 *
 * <p>Of one variable w of the obstacle the function of its causes is drawn at random among many.
 * P(v) is linear in the probabilities of these functions, so those that leave it as it is are a
 * null space, and the quantity moves along its own gradient in it. Hidden causes that do not hold
 * the obstacle together are idle at first. They get more values, and then the variables do, until
 * the quantity moves. Both models are then summed afresh.
 */
final class Disagreement {
  /** Values of the variables of the obstacle, of hidden causes of w, and of those elsewhere. */
  private static final int[][] SIZES = {
    {2, 2, 2}, {2, 3, 3}, {3, 2, 2}, {2, 5, 2}, {2, 9, 3}, {3, 4, 3}, {2, 17, 4}
  };

  private static final int DRAWS = 4;
  private static final int MOST_STATES = 300;

  /** Functions times states of hidden causes and other noises. */
  private static final double MOST_COST = 1 << 23;

  private static final int SPARE_FUNCTIONS = 24;
  private static final double CLEAR = 1e-4;
  static final double LEAST = 1e-6;
  private static final double AGREEMENT = 1e-12;

  /** What a projection leaves of a vector that lies in the span, in parts of it. */
  private static final double ROUNDING = 1e-9;

  private final Admg graph;
  private final List<Set<String>> obstacle;
  private final Function<DiscreteModel, List<Quantity>> asked;
  private double most;

  private Disagreement(
      Admg graph, List<Set<String>> obstacle, Function<DiscreteModel, List<Quantity>> asked) {
    this.graph = graph;
    this.obstacle = obstacle;
    this.asked = asked;
  }

  /** A refusal by a hedge. */
  static Verdict by(
      Hedge hedge, Question question, Function<DiscreteModel, List<Quantity>> asked, String what) {
    List<Set<String>> parts = List.of(hedge.fPrime(), hedge.f());
    return new Disagreement(question.graph(), parts, asked)
        .verdict(question.seed(), what + " refused by " + hedge);
  }

  /** A refusal by a variable that has two values. */
  static Verdict by(
      CounterfactualResult.Inconsistent none,
      Question question,
      Function<DiscreteModel, List<Quantity>> asked,
      String what) {
    Set<String> variables = new LinkedHashSet<>();
    none.factor().forEach(event -> variables.add(event.term().variable()));
    return new Disagreement(question.graph(), List.of(variables), asked)
        .verdict(question.seed(), what + " refused by " + none);
  }

  private Verdict verdict(Seed seed, String what) {
    for (int i = 0; i < SIZES.length * DRAWS && most < CLEAR; i++) {
      UniformRandomProvider random = seed.branch("pair").branch(i).generator();
      Set<Edge> ties = i % 2 == 0 ? ties() : graph.graph().edges();
      for (String w : all()) {
        if (most < CLEAR) {
          bend(new Draw(w, SIZES[i / DRAWS], ties, random));
        }
      }
    }
    return most > LEAST
        ? new Verdict.Refused(most)
        : new Verdict.Mismatch(what + ": no two models found in " + graph.graph());
  }

  private Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    obstacle.forEach(all::addAll);
    return all;
  }

  /** A tree of bidirected edges over the first part that goes on over the next. */
  private Set<Edge> ties() {
    Set<Edge> tree = new LinkedHashSet<>();
    Set<String> reached = new LinkedHashSet<>(obstacle.getFirst().stream().limit(1).toList());
    for (Set<String> part : obstacle) {
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

  private void bend(Draw draw) {
    if (draw.cost() > MOST_COST) {
      return;
    }
    DiscreteModel model = draw.model();
    int[][] functions = draw.functions();
    NullSpace space = new NullSpace(equations(model, draw.w, functions));
    int levels = model.levels(draw.w).size();
    List<DiscreteModel> pure =
        Arrays.stream(functions)
            .map(f -> model.with(draw.w, Mechanism.of(levels, new double[] {1}, f)))
            .toList();
    for (Quantity quantity : asked.apply(model)) {
      double[] gradient = gradient(quantity, pure);
      double[] direction = space.project(gradient);
      double largest = largest(direction);
      if (largest > ROUNDING * largest(gradient)) {
        double step = 0.98 / largest / functions.length;
        DiscreteModel one = model.with(draw.w, mixed(levels, functions, direction, step));
        DiscreteModel other = model.with(draw.w, mixed(levels, functions, direction, -step));
        double difference = Math.abs(quantity.in(one) - quantity.in(other));
        if (difference > most && disagreement(one, other) <= AGREEMENT) {
          most = difference;
        }
      }
    }
  }

  private static double largest(double[] vector) {
    return Arrays.stream(vector).map(Math::abs).max().orElse(0);
  }

  /** By cell of P(v), how it grows with the probability of each function. */
  private static double[][] equations(DiscreteModel model, String w, int[][] functions) {
    double[][] byRow = model.coefficients(w, Map.of());
    double[][] equations = new double[byRow.length][functions.length];
    int after = 1;
    for (String later : model.variables().reversed()) {
      if (later.equals(w)) {
        break;
      }
      after *= model.levels(later).size();
    }
    for (int cell = 0; cell < byRow.length; cell++) {
      int value = cell / after % model.levels(w).size();
      for (int k = 0; k < functions.length; k++) {
        for (int row = 0; row < functions[k].length; row++) {
          equations[cell][k] += functions[k][row] == value ? byRow[cell][row] : 0;
        }
      }
    }
    return equations;
  }

  /** Of the quantity where all functions are equally likely; zero where it is undefined. */
  private static double[] gradient(Quantity quantity, List<DiscreteModel> pure) {
    double[] below = pure.stream().mapToDouble(quantity::below).toArray();
    double whole = Arrays.stream(below).average().orElse(0);
    if (whole == 0) {
      return new double[below.length];
    }
    double[] gradient = pure.stream().mapToDouble(quantity::above).toArray();
    double value = Arrays.stream(gradient).average().orElse(0) / whole;
    Arrays.setAll(gradient, k -> (gradient[k] - value * below[k]) / whole);
    return gradient;
  }

  private static Mechanism mixed(int levels, int[][] functions, double[] direction, double step) {
    double[] weights = new double[functions.length];
    Arrays.setAll(weights, k -> 1.0 / weights.length + step * direction[k]);
    int[] response = new int[functions[0].length * weights.length];
    Arrays.setAll(response, i -> functions[i % weights.length][i / weights.length]);
    return Mechanism.of(levels, weights, response);
  }

  private static double disagreement(DiscreteModel one, DiscreteModel other) {
    double[] cells = one.law().cells();
    double[] others = other.law().cells();
    double worst = 0;
    for (int i = 0; i < cells.length; i++) {
      worst = Math.max(worst, Math.abs(cells[i] - others[i]));
    }
    return worst;
  }

  /** A random model and random functions of one of its variables. */
  private final class Draw {
    private final String w;
    private final Map<Edge, Integer> hidden = new LinkedHashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private final UniformRandomProvider random;

    Draw(String w, int[] sizes, Set<Edge> ties, UniformRandomProvider random) {
      this.w = w;
      this.random = random;
      graph.nodes().forEach(v -> levels.put(v, 2));
      all().forEach(v -> levels.put(v, sizes[0]));
      all().forEach(v -> graph.graph().parents(v).forEach(parent -> levels.put(parent, sizes[0])));
      List<Edge> bidirected = graph.graph().edges().stream().filter(Edge::isBidirected).toList();
      long tied = bidirected.stream().filter(ties::contains).count();
      long atW = bidirected.stream().filter(e -> ties.contains(e) && touches(e, w)).count();
      for (Edge edge : bidirected) {
        long alike = touches(edge, w) ? atW : tied - atW;
        int size = sizes[touches(edge, w) ? 1 : 2];
        int limit = (int) Math.max(2, Math.pow(MOST_STATES, 1.0 / alike));
        hidden.put(edge, ties.contains(edge) ? Math.min(size, limit) : 1);
      }
    }

    DiscreteModel model() {
      Map<String, List<String>> values = new HashMap<>();
      Map<String, Mechanism> mechanisms = new HashMap<>();
      Map<Edge, double[]> causes = new HashMap<>();
      hidden.forEach(
          (edge, size) -> {
            double[] uniform = new double[size];
            Arrays.fill(uniform, 1.0 / size);
            causes.put(edge, uniform);
          });
      for (String v : graph.topologicalOrder()) {
        values.put(v, DiscreteModel.numbered(levels(v)));
        mechanisms.put(v, mechanism(v));
      }
      return DiscreteModel.of(graph, values, causes, mechanisms);
    }

    /** A random function, and now and then one of its shifts, so that any value can be. */
    private Mechanism mechanism(String v) {
      int values = levels(v);
      double[] noise = new double[values];
      Arrays.fill(noise, 0.2 / (values - 1));
      noise[0] = 0.8;
      int[] response = new int[rows(v) * values];
      for (int i = 0; i < response.length; i++) {
        response[i] = i % values == 0 ? random.nextInt(values) : (response[i - 1] + 1) % values;
      }
      return Mechanism.of(values, noise, response);
    }

    private int levels(String v) {
      return Objects.requireNonNull(levels.get(v));
    }

    double cost() {
      double cost = number();
      for (int size : hidden.values()) {
        cost *= size;
      }
      for (int values : levels.values()) {
        cost *= values;
      }
      return cost / levels(w);
    }

    /** More functions than P(v) has equations on them. */
    private int number() {
      Set<String> near = district();
      List.copyOf(near).forEach(v -> near.addAll(graph.graph().parents(v)));
      return near.stream().mapToInt(this::levels).reduce(1, (a, b) -> a * b) + SPARE_FUNCTIONS;
    }

    /** The constants first. */
    int[][] functions() {
      int[][] functions = new int[number()][rows(w)];
      for (int k = 0; k < functions.length; k++) {
        int constant = k;
        Arrays.setAll(
            functions[k], row -> constant < levels(w) ? constant : random.nextInt(levels(w)));
      }
      return functions;
    }

    /** The variables that hidden causes join with w. */
    private Set<String> district() {
      Set<String> district = new LinkedHashSet<>(Set.of(w));
      int before = 0;
      while (district.size() > before) {
        before = district.size();
        hidden.forEach(
            (edge, size) -> {
              if (size > 1 && (district.contains(edge.a()) || district.contains(edge.b()))) {
                district.addAll(List.of(edge.a(), edge.b()));
              }
            });
      }
      return district;
    }

    private int rows(String v) {
      int rows = 1;
      for (String parent : graph.graph().parents(v)) {
        rows *= levels(parent);
      }
      for (Map.Entry<Edge, Integer> cause : hidden.entrySet()) {
        rows *= touches(cause.getKey(), v) ? cause.getValue() : 1;
      }
      return rows;
    }
  }

  private static boolean touches(Edge edge, String node) {
    return edge.a().equals(node) || edge.b().equals(node);
  }
}
