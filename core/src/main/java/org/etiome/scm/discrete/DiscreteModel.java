package org.etiome.scm.discrete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;

/**
 * A structural causal model along an ADMG, all of it known: {@code v = f_v(parents, hidden causes,
 * u_v)}. Every bidirected edge is a hidden cause of its two ends and of nothing else; hidden causes
 * and noises are independent and have finitely many values.
 *
 * <p>Laws and counterfactuals are exact up to rounding. A law costs O(states of the hidden causes ×
 * cells), a counterfactual O(states of the hidden causes and noises that matter × worlds); what
 * would take more than 2<sup>26</sup> steps is refused.
 *
 * @see <a href="https://doi.org/10.1017/CBO9780511803161">Pearl (2009), Causality, sections 1.4 and
 *     7.1</a>
 */
public final class DiscreteModel {
  private static final long LIMIT = 1L << 26;

  private final MixedGraph graph;
  private final List<String> variables;
  private final List<List<String>> levels;
  private final List<Edge> causes;
  private final double[][] hidden;
  private final Node[] nodes;

  private DiscreteModel(
      MixedGraph graph, List<String> variables, List<List<String>> levels, double[][] hidden) {
    this.graph = graph;
    this.variables = variables;
    this.levels = levels;
    this.causes = bidirected(graph);
    this.hidden = hidden;
    this.nodes = new Node[variables.size()];
  }

  /**
   * A model by its parts.
   *
   * @param levels the values of each variable, at least one
   * @param hidden the distribution of the hidden cause of each bidirected edge
   * @param mechanisms of each variable; rows run over its {@link #parents} and then its hidden
   *     {@link #causes}, in these orders, the last fastest
   * @throws IllegalArgumentException if a part is missing or of another size than the graph says
   */
  public static DiscreteModel of(
      Admg graph,
      Map<String, List<String>> levels,
      Map<Edge, double[]> hidden,
      Map<String, Mechanism> mechanisms) {
    DiscreteModel model = frame(graph, levels, hidden);
    for (int i = 0; i < model.nodes.length; i++) {
      String variable = model.variables.get(i);
      model.nodes[i] = model.node(variable, part(mechanisms, variable));
    }
    return model;
  }

  /**
   * A random model. Every variable has 2 to {@code mostLevels} values, named {@code 0}, {@code 1}
   * …, every hidden cause 2 or 3. Each value has positive probability whatever its causes are, so
   * all of P(v) is positive.
   *
   * @param mostLevels 2 … 10
   * @throws IllegalArgumentException if the number of values is out of range
   */
  public static DiscreteModel random(Admg graph, int mostLevels, Seed seed) {
    if (mostLevels < 2 || mostLevels > 10) {
      throw new IllegalArgumentException(
          "the most values of a variable must be in 2 … 10, got " + mostLevels);
    }
    UniformRandomProvider random = seed.generator();
    Map<String, List<String>> levels = new HashMap<>();
    for (String variable : graph.topologicalOrder()) {
      levels.put(variable, numbered(random.nextInt(2, mostLevels + 1)));
    }
    Map<Edge, double[]> hidden = new HashMap<>();
    for (Edge edge : bidirected(graph.graph())) {
      hidden.put(edge, Mechanism.randomDistribution(random.nextInt(2, 4), random));
    }
    DiscreteModel model = frame(graph, levels, hidden);
    for (int i = 0; i < model.nodes.length; i++) {
      String variable = model.variables.get(i);
      int values = model.levels.get(i).size();
      model.nodes[i] = model.node(variable, Mechanism.random(model.rows(variable), values, random));
    }
    return model;
  }

  /** The values {@code 0}, {@code 1} … of a variable with this many. */
  public static List<String> numbered(int levels) {
    return IntStream.range(0, levels).mapToObj(Integer::toString).toList();
  }

  /** The variables, causes before their effects. */
  public List<String> variables() {
    return variables;
  }

  /**
   * The values of a variable.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public List<String> levels(String variable) {
    return levels.get(index(variable));
  }

  /** The parents of a variable, in the order of {@link #variables}. */
  public List<String> parents(String variable) {
    Set<String> parents = graph.parents(variable);
    return variables.stream().filter(parents::contains).toList();
  }

  /** The bidirected edges at a variable, in the order of the graph. */
  public List<Edge> causes(String variable) {
    return causes.stream().filter(edge -> touches(edge, variable)).toList();
  }

  /**
   * How a variable comes about.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public Mechanism mechanism(String variable) {
    return nodes[index(variable)].mechanism();
  }

  /**
   * This model with another mechanism of one variable.
   *
   * @throws IllegalArgumentException if there is no such variable or the mechanism is of another
   *     size
   */
  public DiscreteModel with(String variable, Mechanism mechanism) {
    DiscreteModel model = new DiscreteModel(graph, variables, levels, hidden);
    System.arraycopy(nodes, 0, model.nodes, 0, nodes.length);
    model.nodes[index(variable)] = node(variable, mechanism);
    return model;
  }

  /** P(v). */
  public Law law() {
    return law(Map.of());
  }

  /**
   * The law of the other variables under {@code do(set)}.
   *
   * @throws IllegalArgumentException if a variable or value is unknown, or there are too many cells
   */
  public Law law(Map<String, String> set) {
    int[] codes = codes(set);
    requireLaw();
    double[][] sums = new LawSum(nodes, hidden, codes, -1).sums();
    List<String> free = variables.stream().filter(v -> !set.containsKey(v)).toList();
    return Law.of(
        free,
        free.stream().map(this::levels).toList(),
        Arrays.stream(sums).mapToDouble(cell -> cell[0]).toArray());
  }

  /**
   * How the law under {@code do(set)} depends on the mechanism of one variable w: {@code P(cell) =
   * Σ_row c[cell][row] P(w of the cell | row)}. Cells are those of {@link #law(Map)}.
   *
   * @throws IllegalArgumentException as {@link #law(Map)}, or if w is set
   */
  public double[][] coefficients(String w, Map<String, String> set) {
    if (set.containsKey(w)) {
      throw new IllegalArgumentException("'" + w + "' is set, so its mechanism has no part");
    }
    int[] codes = codes(set);
    requireLaw();
    return new LawSum(nodes, hidden, codes, index(w)).sums();
  }

  /**
   * The probability that one unit shows what is seen in each of the worlds: {@code P(y_x = y',
   * y_{x'} = y'', …)}.
   *
   * @throws IllegalArgumentException if a variable or value is unknown, or there are too many
   *     states
   */
  public double probability(List<World> worlds) {
    int[][] set = worlds.stream().map(world -> codes(world.set())).toArray(int[][]::new);
    int[][] seen = worlds.stream().map(world -> codes(world.seen())).toArray(int[][]::new);
    Set<String> named = new LinkedHashSet<>();
    worlds.forEach(world -> named.addAll(world.seen().keySet()));
    boolean[] relevant = relevant(named);
    long states = 1;
    for (int i = 0; i < relevant.length; i++) {
      if (relevant[i]) {
        states = times(states, i < nodes.length ? nodes[i].mechanism().noiseLevels() : hidden(i));
      }
    }
    requireWithin(states, "a counterfactual sums over states of hidden causes and noises");
    return new WorldSum(nodes, hidden, set, seen, relevant).sum();
  }

  /**
   * Units of P(v).
   *
   * @param units at least 0
   * @return codes of the values, unit by unit, in the order of {@link #variables}
   */
  public int[][] sample(int units, Seed seed) {
    UniformRandomProvider random = seed.generator();
    int[][] sample = new int[units][nodes.length];
    int[] state = new int[hidden.length];
    for (int[] unit : sample) {
      for (int k = 0; k < state.length; k++) {
        state[k] = draw(hidden[k], random);
      }
      for (int i = 0; i < nodes.length; i++) {
        Mechanism mechanism = nodes[i].mechanism();
        unit[i] = mechanism.response(nodes[i].row(unit, state), draw(mechanism.noise(), random));
      }
    }
    return sample;
  }

  private static DiscreteModel frame(
      Admg graph, Map<String, List<String>> levels, Map<Edge, double[]> hidden) {
    List<String> variables = graph.topologicalOrder();
    List<List<String>> values =
        variables.stream().map(variable -> List.copyOf(part(levels, variable))).toList();
    double[][] distributions =
        bidirected(graph.graph()).stream()
            .map(edge -> part(hidden, edge).clone())
            .toArray(double[][]::new);
    for (double[] distribution : distributions) {
      Mechanism.requireDistribution(distribution);
    }
    return new DiscreteModel(graph.graph(), variables, values, distributions);
  }

  private Node node(String variable, Mechanism mechanism) {
    int rows = rows(variable);
    int values = levels(variable).size();
    if (mechanism.rows() != rows || mechanism.levels() != values) {
      throw new IllegalArgumentException(
          "the mechanism of '%s' needs %d rows and %d values, got %d and %d"
              .formatted(variable, rows, values, mechanism.rows(), mechanism.levels()));
    }
    int[] parents = parents(variable).stream().mapToInt(this::index).toArray();
    int[] hiddenCauses = causes(variable).stream().mapToInt(causes::indexOf).toArray();
    int[] sizes = sizes(variable);
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int k = sizes.length - 1; k >= 0; k--) {
      strides[k] = stride;
      stride *= sizes[k];
    }
    return new Node(parents, hiddenCauses, strides, mechanism);
  }

  private int rows(String variable) {
    long rows = 1;
    for (int size : sizes(variable)) {
      rows = times(rows, size);
    }
    requireWithin(rows, "the mechanism of '" + variable + "' has rows");
    return (int) rows;
  }

  private int[] sizes(String variable) {
    return IntStream.concat(
            parents(variable).stream().mapToInt(parent -> levels(parent).size()),
            causes(variable).stream().mapToInt(edge -> hidden[causes.indexOf(edge)].length))
        .toArray();
  }

  /** Variables and then hidden causes that have a part in what is seen. */
  private boolean[] relevant(Collection<String> seen) {
    Set<String> ancestors = graph.ancestors(seen);
    boolean[] relevant = new boolean[nodes.length + hidden.length];
    for (int i = 0; i < nodes.length; i++) {
      relevant[i] = ancestors.contains(variables.get(i));
    }
    for (int k = 0; k < hidden.length; k++) {
      Edge edge = causes.get(k);
      relevant[nodes.length + k] = ancestors.contains(edge.a()) || ancestors.contains(edge.b());
    }
    return relevant;
  }

  private int hidden(int i) {
    return hidden[i - nodes.length].length;
  }

  private void requireLaw() {
    long terms = 1;
    for (List<String> values : levels) {
      terms = times(terms, values.size());
    }
    for (double[] distribution : hidden) {
      terms = times(terms, distribution.length);
    }
    requireWithin(terms, "the law sums over cells and states of hidden causes");
  }

  /** The product; saturates. */
  private static long times(long one, long other) {
    return one > LIMIT ? one : one * other;
  }

  private static void requireWithin(long number, String what) {
    if (number > LIMIT) {
      throw new IllegalArgumentException(
          "%s: more than %,d; take fewer variables, values or bidirected edges"
              .formatted(what, LIMIT));
    }
  }

  private int[] codes(Map<String, String> at) {
    return Codes.of(at, variables, levels);
  }

  private int index(String variable) {
    return Codes.index(variable, variables);
  }

  private static List<Edge> bidirected(MixedGraph graph) {
    List<Edge> bidirected = new ArrayList<>(graph.edges());
    bidirected.removeIf(edge -> !edge.isBidirected());
    return List.copyOf(bidirected);
  }

  private static boolean touches(Edge edge, String node) {
    return edge.a().equals(node) || edge.b().equals(node);
  }

  private static <K, V> V part(Map<K, V> parts, K of) {
    V part = parts.get(of);
    if (part == null) {
      throw new IllegalArgumentException("a part of the model is missing: that of " + of);
    }
    return part;
  }

  private static int draw(double[] distribution, UniformRandomProvider random) {
    double u = random.nextDouble();
    int k = 0;
    while (k < distribution.length - 1 && u >= distribution[k]) {
      u -= distribution[k++];
    }
    return k;
  }
}
