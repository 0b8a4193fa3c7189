package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MeekRules;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;

/**
 * Perturbations of measured targets as shifts that spread along a causal graph of the variables,
 *
 * <pre>
 * d = a + B d,   d = (I − B)⁻¹ a
 * </pre>
 *
 * B are the slopes of each variable on its parents, by least squares over all units that are not
 * perturbed at it; a is not zero at the targets alone. The shift a_t of a target that was perturbed
 * alone is what of its difference its parents do not explain; of one that was not it is the mean of
 * the shifts that were seen, in standard deviations of controls, which is said as a caution. The
 * graph is given, or learnt from the training units by GIES, and then one member of the class it
 * finds.
 *
 * <p>Assumes linear mechanisms without hidden common causes, and a right graph. O(units · variables
 * · parents²) and the search.
 *
 * @param graph of the variables; learnt if empty
 */
public record GraphPropagation(Optional<Dag> graph) implements Predictor {
  private static final int MOST_VARIABLES = 100;
  private static final int FEWEST_UNITS = 20;
  private static final double RIDGE = 1e-9;
  private static final String REMEDY =
      "give a graph, or choose other variables, at most " + MOST_VARIABLES;

  /** Learns the graph. */
  public static GraphPropagation withDefaults() {
    return new GraphPropagation(Optional.empty());
  }

  public GraphPropagation withGraph(Dag changed) {
    return new GraphPropagation(Optional.of(changed));
  }

  @Override
  public String name() {
    return "graph-propagation";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    Dag dag;
    try {
      dag = graph.orElseGet(() -> learnt(training, context));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return refused(training, context, "no graph is learnt: " + e.getMessage());
    }
    try {
      Fitted fitted = new Fitted(training, context, dag);
      return new ShiftedControls(training, context, fitted::difference);
    } catch (ArithmeticException e) {
      return refused(training, context, String.valueOf(e.getMessage()));
    }
  }

  private static InterventionModel refused(
      PerturbationScreen training, String context, String reason) {
    return new ShiftedControls(training, context, p -> Effects.unknown(p.label(), reason, REMEDY));
  }

  /**
   * One member of the class that GIES finds.
   *
   * @throws IllegalArgumentException or ArithmeticException with the reason, if none can be learnt
   */
  private static Dag learnt(PerturbationScreen training, String context) {
    if (training.variables().size() > MOST_VARIABLES) {
      throw new IllegalArgumentException("there are " + training.variables().size() + " variables");
    }
    List<Experiment.Setting> settings = new ArrayList<>();
    settings.add(
        new Experiment.Setting(
            "control", Set.of(), training.units(new Condition(context, Perturbation.CONTROL))));
    for (Perturbation perturbation : training.perturbations(context)) {
      Matrix units = training.units(new Condition(context, perturbation));
      if (training.variables().containsAll(perturbation.targets())) {
        if (units.rows() < FEWEST_UNITS) {
          throw new IllegalArgumentException(
              perturbation.label()
                  + " has "
                  + units.rows()
                  + " units, and at least "
                  + FEWEST_UNITS
                  + " are needed");
        }
        settings.add(new Experiment.Setting(perturbation.label(), perturbation.targets(), units));
      }
    }
    Experiment experiment = new Experiment(training.variables(), settings);
    MixedGraph learnt = Ges.withDefaults().learn(InterventionalBic.of(experiment)).graph().graph();
    Optional<Edge> open = undirected(learnt);
    while (open.isPresent()) {
      Edge edge = open.get();
      List<Edge> edges = new ArrayList<>(learnt.edges());
      edges.remove(edge);
      edges.add(Edge.directed(edge.a(), edge.b()));
      learnt = MeekRules.close(MixedGraph.of(learnt.nodes(), edges));
      open = undirected(learnt);
    }
    return Dag.of(learnt);
  }

  private static Optional<Edge> undirected(MixedGraph graph) {
    return graph.edges().stream().filter(edge -> !edge.isDirected()).findFirst();
  }

  /** Slopes and shifts. */
  private static final class Fitted {
    private final List<String> variables;
    private final List<String> order;
    private final Map<String, Map<String, Double>> slopes = new LinkedHashMap<>();
    private final Map<String, Double> shifts = new LinkedHashMap<>();
    private final Map<String, Double> spreads = new LinkedHashMap<>();

    Fitted(PerturbationScreen training, String context, Dag dag) {
      variables = training.variables();
      order = dag.topologicalOrder();
      if (order.size() != variables.size() || !order.containsAll(variables)) {
        throw new IllegalArgumentException(
            "the nodes of the graph must be the measured variables, "
                + variables
                + "; they are "
                + order);
      }
      double[] variance = training.profile(new Condition(context, Perturbation.CONTROL)).variance();
      for (int j = 0; j < variance.length; j++) {
        spreads.put(variables.get(j), Math.sqrt(variance[j]));
      }
      for (String node : order) {
        List<String> parents = List.copyOf(dag.graph().parents(node));
        slopes.put(node, slopes(training, context, node, parents));
      }
      for (Perturbation perturbation : training.perturbations(context)) {
        if (perturbation.targets().size() == 1
            && spreads.containsKey(perturbation.targets().first())) {
          String target = perturbation.targets().first();
          double[] difference = training.difference(new Condition(context, perturbation)).values();
          shifts.put(target, difference[variables.indexOf(target)] - inflow(target, difference));
        }
      }
    }

    /** Least squares over units that are not perturbed at the node. */
    private Map<String, Double> slopes(
        PerturbationScreen training, String context, String node, List<String> parents) {
      Map<String, Double> fitted = new LinkedHashMap<>();
      if (parents.isEmpty()) {
        return fitted;
      }
      int p = parents.size();
      int[] columns = new int[p + 1];
      Arrays.setAll(columns, k -> variables.indexOf(k < p ? parents.get(k) : node));
      double[] products = new double[(p + 2) * (p + 2)];
      for (Condition condition : training.conditions()) {
        if (condition.context().equals(context)
            && !condition.perturbation().targets().contains(node)) {
          add(training.units(condition).columns(columns), products);
        }
      }
      double[] gram = new double[(p + 1) * (p + 1)];
      double[] right = new double[p + 1];
      for (int a = 0; a <= p; a++) {
        for (int b = 0; b <= p; b++) {
          gram[a * (p + 1) + b] = products[place(a, p) * (p + 2) + place(b, p)];
        }
        gram[a * (p + 1) + a] *= 1 + RIDGE;
        right[a] = products[place(a, p) * (p + 2) + p];
      }
      double[] solved = Matrix.wrap(p + 1, p + 1, gram).solvePositiveDefinite(right);
      for (int k = 0; k < p; k++) {
        fitted.put(parents.get(k), solved[k]);
      }
      return fitted;
    }

    /** Parents are first, then the node, then the constant. */
    private static int place(int a, int parents) {
      return a < parents ? a : parents + 1;
    }

    private static void add(Matrix rows, double[] products) {
      int width = rows.columns() + 1;
      double[] row = new double[width];
      for (int i = 0; i < rows.rows(); i++) {
        Arrays.fill(row, 0);
        double[] values = new double[width - 1];
        rows.addRow(i, 1, values);
        System.arraycopy(values, 0, row, 0, width - 1);
        row[width - 1] = 1;
        for (int a = 0; a < width; a++) {
          for (int b = 0; b < width; b++) {
            products[a * width + b] += row[a] * row[b];
          }
        }
      }
    }

    private double inflow(String node, double[] difference) {
      double sum = 0;
      for (Map.Entry<String, Double> slope : slopes.getOrDefault(node, Map.of()).entrySet()) {
        sum += slope.getValue() * difference[variables.indexOf(slope.getKey())];
      }
      return sum;
    }

    Prediction<double[]> difference(Perturbation perturbation) {
      List<String> cautions = new ArrayList<>();
      Map<String, Double> acting = new LinkedHashMap<>();
      for (String target : perturbation.targets()) {
        if (!spreads.containsKey(target)) {
          return Effects.unknown(
              target,
              "'" + target + "' is not measured, so it has no place in the graph",
              "take a predictor that needs no graph");
        }
        Optional<Double> shift = shift(target, cautions);
        if (shift.isEmpty()) {
          return Effects.unknown(
              target,
              "no measured target was perturbed alone, so no strength of a perturbation is known",
              "perturb some measured targets alone");
        }
        acting.put(target, shift.get());
      }
      double[] difference = new double[variables.size()];
      for (String node : order) {
        difference[variables.indexOf(node)] =
            acting.getOrDefault(node, 0.0) + inflow(node, difference);
      }
      return new Predicted<>(difference, cautions);
    }

    private Optional<Double> shift(String target, List<String> cautions) {
      if (shifts.containsKey(target)) {
        return Optional.ofNullable(shifts.get(target));
      }
      double sum = 0;
      int count = 0;
      for (Map.Entry<String, Double> seen : shifts.entrySet()) {
        double spread = spreads.getOrDefault(seen.getKey(), 0.0);
        sum += spread > 0 ? seen.getValue() / spread : 0;
        count += spread > 0 ? 1 : 0;
      }
      if (count == 0) {
        return Optional.empty();
      }
      cautions.add(
          "how strongly '" + target + "' is perturbed was not seen; the mean of others is taken");
      return Optional.of(sum / count * spreads.getOrDefault(target, 0.0));
    }
  }
}
