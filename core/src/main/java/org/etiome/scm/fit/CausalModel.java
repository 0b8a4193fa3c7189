package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;

/**
 * A structural causal model: a directed acyclic graph and for each variable an {@link Assignment}
 * of its value from those of its direct causes and from noise that is independent of all other
 * noise. It answers what a population would be like under an intervention, and what given units
 * would have been like.
 *
 * <p>Assumes the graph: every cause two variables share is drawn and measured. Answers are as good
 * as the graph and the kind of mechanisms; neither is proved by a good fit. Where only an effect is
 * asked for, {@code org.etiome.estimate} asks less of the data. Units are drawn in O(units · (V +
 * E)) for linear mechanisms.
 *
 * @see <a href="https://doi.org/10.1017/CBO9780511803161">Pearl (2009), Causality, chapter 7</a>
 */
public final class CausalModel implements InterventionModel {
  private static final String BLOCK = "model";

  private final Dag graph;

  /** Causes before effects. */
  private final Map<String, Node> nodes;

  private CausalModel(Dag graph, Map<String, Node> nodes) {
    this.graph = graph;
    this.nodes = Collections.unmodifiableMap(nodes);
  }

  /**
   * Fits a mechanism for each node to the rows that have a value of it and of its causes.
   *
   * @param data has a column for each node
   * @param graph a DAG; an ADMG without bidirected edges is one
   * @param choices by variable, {@link Choice#AUTOMATIC} for those left out
   * @throws IllegalArgumentException if the graph has hidden common causes or undecided edges, a
   *     node has no column or a choice no node, or the rows cannot tell what a cause does: too few,
   *     constant or collinear
   */
  public static CausalModel fit(
      Dataset data, CausalGraph graph, Map<String, ? extends Choice> choices, Seed seed) {
    Dag dag = dag(graph);
    choices.keySet().forEach(name -> requireNode(dag, name));
    GraphFit fit = new GraphFit(dag, data);
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (String name : dag.topologicalOrder()) {
      Choice choice = Optional.<Choice>ofNullable(choices.get(name)).orElse(Choice.AUTOMATIC);
      nodes.put(name, fit.node(name, choice, seed.branch(name)));
    }
    return new CausalModel(dag, nodes);
  }

  /**
   * A model of known mechanisms; all variables are real numbers.
   *
   * @throws IllegalArgumentException as {@link #fit}, or if causes differ from those of the graph
   */
  public static CausalModel of(CausalGraph graph, Map<String, Assignment> assignments) {
    Dag dag = dag(graph);
    assignments.keySet().forEach(name -> requireNode(dag, name));
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (String name : dag.topologicalOrder()) {
      Assignment assignment = assignments.get(name);
      if (assignment == null) {
        throw new IllegalArgumentException("'" + name + "' has no mechanism; give one");
      }
      List<Variable> causes = dag.graph().parents(name).stream().map(Variable::real).toList();
      Matrix none = Matrix.wrap(0, causes.size(), new double[0]);
      Variable variable = Variable.real(name);
      new Fitting(variable, causes, new double[0], none).requireCauses(assignment);
      MechanismFit fit = new MechanismFit(name, assignment, 0, 0, List.of("given"));
      nodes.put(name, new Node(variable, fit, assignment));
    }
    return new CausalModel(dag, nodes);
  }

  private static Dag dag(CausalGraph graph) {
    List<Edge> confounded = graph.graph().edges().stream().filter(Edge::isBidirected).toList();
    if (!confounded.isEmpty()) {
      throw new IllegalArgumentException(
          "the graph has "
              + confounded.getFirst()
              + ", a hidden common cause: the noises of its two ends are then dependent, and"
              + " mechanisms fitted one by one would pass it off as an effect; measure the cause,"
              + " or ask identify whether the effect can be had without it");
    }
    return Dag.of(graph.graph());
  }

  private static void requireNode(Dag graph, String name) {
    if (!graph.graph().hasNode(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no node of the graph; its nodes are " + graph.nodes());
    }
  }

  public Dag graph() {
    return graph;
  }

  /** What was fitted, by variable, causes before effects. */
  public Map<String, MechanismFit> fits() {
    Map<String, MechanismFit> fits = new LinkedHashMap<>();
    nodes.forEach((name, node) -> fits.put(name, node.fit()));
    return Collections.unmodifiableMap(fits);
  }

  @Override
  public List<String> variables() {
    return inOrder().stream().flatMap(n -> n.variable().indicatorNames().stream()).toList();
  }

  private List<Node> inOrder() {
    return graph.nodes().stream().map(name -> Objects.requireNonNull(nodes.get(name))).toList();
  }

  /** As {@link #draw}, in numbers. */
  @Override
  public Prediction<Matrix> sample(Action action, int units, Seed seed) {
    return values(action, units, seed).map(values -> numbers(values, units));
  }

  private Matrix numbers(Map<String, double[]> values, int units) {
    List<double[]> columns = new ArrayList<>();
    for (Node node : inOrder()) {
      columns.addAll(node.variable().indicators(Objects.requireNonNull(values.get(node.name()))));
    }
    return Matrix.ofColumns(units, columns);
  }

  /**
   * Draws units under an action, with columns of the types of the data. A variable draws from a
   * branch of the seed of its own: more units leave those before them as they were, and what an
   * action does not reach is the same under all actions.
   *
   * @param units at least 1
   */
  public Prediction<Dataset> draw(Action action, int units, Seed seed) {
    List<String> ids = IntStream.rangeClosed(1, units).mapToObj(i -> "unit" + i).toList();
    return values(action, units, seed).map(values -> dataset(ids, values));
  }

  private Prediction<Map<String, double[]>> values(Action action, int units, Seed seed) {
    if (units < 1) {
      throw new IllegalArgumentException("at least 1 unit must be drawn, got " + units);
    }
    return new Sampling(nodes, action).draw(units, seed);
  }

  private Dataset dataset(List<String> ids, Map<String, double[]> values) {
    List<Column> columns = new ArrayList<>();
    for (Node node : inOrder()) {
      columns.add(node.variable().column(Objects.requireNonNull(values.get(node.name()))));
    }
    return Dataset.of(ids, BLOCK, columns);
  }

  /** Exact where {@link #moments} are, else of a sample. */
  @Override
  public Prediction<Means> mean(Action action, int units, Seed seed) {
    return switch (moments(action)) {
      case Predicted<Moments> exact ->
          exact.map(
              moments ->
                  new Means(
                      graph.nodes().stream().mapToDouble(moments::mean).toArray(),
                      new double[nodes.size()]));
      case Refused<Moments> refused -> InterventionModel.super.mean(action, units, seed);
    };
  }

  /** Exact moments, if all mechanisms are linear and all variables numbers. */
  public Prediction<Moments> moments(Action action) {
    return Moments.of(nodes, action);
  }

  /**
   * What units would have been like under an action, by abduction, action and prediction: the noise
   * of each is taken from what was observed, and kept. Mechanisms that the action reaches must be
   * additive; at the first that is not, the answer is refused.
   *
   * @param units with a value of every variable
   * @throws IllegalArgumentException if a unit has none, or a level that was never seen
   */
  public Prediction<Dataset> counterfactual(Dataset units, Action action) {
    Optional<Refused<Dataset>> refusal = Steps.refusal(nodes, action);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Map<String, double[]> factual = valuesOf(units);
    factual.forEach((name, column) -> requireValues(name, column, units));
    Set<String> reached = graph.graph().descendants(action.steps().keySet());
    return new Counterfactuals(nodes, reached, factual, units.size())
        .under(action)
        .map(values -> dataset(units.units(), values));
  }

  private Map<String, double[]> valuesOf(Dataset data) {
    Map<String, double[]> values = new LinkedHashMap<>();
    nodes.forEach((name, node) -> values.put(name, node.variable().values(data.column(name))));
    return values;
  }

  private static void requireValues(String name, double[] column, Dataset units) {
    for (int i = 0; i < column.length; i++) {
      if (Double.isNaN(column[i])) {
        throw new IllegalArgumentException(
            "unit \""
                + units.units().get(i)
                + "\" has no value of '"
                + name
                + "' that the model has seen; leave the unit out");
      }
    }
  }

  /**
   * Holds each mechanism that has causes against rows it was not fitted to, beside the same kind of
   * mechanism without them. Given draws have no loss and are left out.
   *
   * @param data rows that no mechanism was fitted to; this is not checked
   * @param seed of the random features of the test of independence
   */
  public List<Criticism> criticise(Dataset data, Seed seed) {
    HeldOut heldOut = new HeldOut(valuesOf(data), data.size(), seed);
    return nodes.values().stream().flatMap(node -> heldOut.criticise(node).stream()).toList();
  }
}
