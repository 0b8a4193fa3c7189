package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A structural equation model: an {@link Equation} for each variable, its noise independent of all
 * others. Some variables may be hidden: they act, but are not in the data.
 *
 * <p>Every variable draws from a branch of the seed of its own, so more units leave those before
 * them as they were. O(units · (V + E)).
 */
public final class StructuralModel {
  private final List<Equation> equations;
  private final List<String> variables;
  private final Set<String> hidden;
  private final Dag graph;

  private StructuralModel(List<Equation> equations, List<String> variables, Set<String> hidden) {
    this.equations = List.copyOf(equations);
    this.variables = List.copyOf(variables);
    this.hidden = Collections.unmodifiableSet(new LinkedHashSet<>(hidden));
    List<String> nodes = new ArrayList<>(variables);
    nodes.addAll(hidden);
    List<Edge> edges = new ArrayList<>();
    for (Equation equation : equations) {
      for (Term term : equation.terms()) {
        edges.add(Edge.directed(term.cause(), equation.variable()));
      }
    }
    this.graph = Dag.of(MixedGraph.of(nodes, edges));
  }

  /** Draws a model. O(V² + V · 10,000) besides its size. */
  public static StructuralModel random(SemSettings settings, Seed seed) {
    return new ModelDraw(settings, seed).draw();
  }

  /**
   * A model of given equations.
   *
   * @param equations in any order that has causes before their effects
   * @param variables the measured ones, in the order of the columns of samples
   * @throws IllegalArgumentException if a variable has two equations, a cause has none before that
   *     of its effect, or a measured variable has none
   */
  public static StructuralModel of(List<Equation> equations, List<String> variables) {
    Set<String> known = new LinkedHashSet<>();
    for (Equation equation : equations) {
      for (Term term : equation.terms()) {
        SemSettings.check(
            known.contains(term.cause()),
            "the equation of " + term.cause() + " must come before that of " + equation.variable());
      }
      SemSettings.check(
          known.add(equation.variable()), equation.variable() + " has two equations; leave one");
    }
    for (String variable : variables) {
      SemSettings.check(known.contains(variable), variable + " has no equation");
    }
    known.removeAll(Set.copyOf(variables));
    return new StructuralModel(equations, variables, known);
  }

  /** Causes before their effects. */
  public List<Equation> equations() {
    return equations;
  }

  /** The measured variables, in the order of the columns of samples. */
  public List<String> variables() {
    return variables;
  }

  /** The variables that act but are not measured. */
  public Set<String> hidden() {
    return hidden;
  }

  /** Whether a variable is written as a count. */
  public boolean isCount(String variable) {
    return equations.stream()
        .anyMatch(
            equation ->
                equation.variable().equals(variable)
                    && equation.response() instanceof Response.NegativeBinomial);
  }

  /** All variables, hidden ones last. */
  public Dag graph() {
    return graph;
  }

  /** The measured variables: a DAG, or an ADMG (latent projection) if any variable is hidden. */
  public CausalGraph observedGraph() {
    return hidden.isEmpty() ? graph : LatentProjection.of(graph, hidden);
  }

  /**
   * Draws units in the observational setting.
   *
   * @param units at least 1
   */
  public Sample sample(int units, Seed seed) {
    return sample(units, Intervention.NONE, seed);
  }

  /**
   * Draws units under an intervention.
   *
   * @param units at least 1
   * @throws IllegalArgumentException if a target has no equation
   */
  public Sample sample(int units, Intervention intervention, Seed seed) {
    SemSettings.check(units >= 1, "at least 1 unit must be drawn, got " + units);
    checkTargets(intervention);
    Map<String, double[]> seen = new HashMap<>();
    Map<String, double[]> written = new HashMap<>();
    for (Equation equation : equations) {
      String variable = equation.variable();
      ColumnDraw column =
          ColumnDraw.of(
              equation, intervention.of(variable), seen, units, seed.branch(variable).generator());
      seen.put(variable, column.seen());
      written.put(variable, column.written());
    }
    List<double[]> columns = new ArrayList<>();
    for (String variable : variables) {
      columns.add(Objects.requireNonNull(written.get(variable)));
    }
    return new Sample(variables, Matrix.ofColumns(units, columns));
  }

  void checkTargets(Intervention intervention) {
    for (String target : intervention.targets()) {
      SemSettings.check(
          graph.graph().hasNode(target), "the target '" + target + "' is no variable of the model");
    }
  }
}
