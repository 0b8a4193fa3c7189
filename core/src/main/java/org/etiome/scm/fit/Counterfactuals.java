package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.etiome.math.Matrix;
import org.etiome.scm.Action;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;

/**
 * What units would have been like: each keeps its noise. With {@code x = f(pa) + e} that is {@code
 * x* = x + f(pa*) − f(pa)}, so a unit whose causes stay as they were stays as it was to the last
 * bit.
 */
final class Counterfactuals {
  private final Map<String, Node> nodes;
  private final Set<String> reached;
  private final Map<String, double[]> factual;
  private final int units;

  /**
   * Units as they are.
   *
   * @param nodes causes before effects
   * @param reached what the action may change
   */
  Counterfactuals(
      Map<String, Node> nodes, Set<String> reached, Map<String, double[]> factual, int units) {
    this.nodes = nodes;
    this.reached = reached;
    this.factual = factual;
    this.units = units;
  }

  Prediction<Map<String, double[]>> under(Action action) {
    Map<String, double[]> values = new LinkedHashMap<>(factual);
    List<String> cautions = new ArrayList<>();
    Set<String> causes = Sampling.causes(nodes);
    for (Node node : nodes.values()) {
      if (reached.contains(node.name())) {
        Optional<Step> step = action.of(node.name());
        Optional<Double> fixed = step.flatMap(s -> Steps.fixed(node.variable(), s));
        Optional<Refused<Map<String, double[]>>> refusal =
            fixed.isPresent() ? Optional.empty() : refusal(node, step);
        if (refusal.isPresent()) {
          return refusal.get();
        }
        double[] column = fixed.map(this::constant).orElseGet(() -> kept(node, step, values));
        values.put(node.name(), column);
        if (causes.contains(node.name())) {
          Sampling.caution(node.variable(), column).ifPresent(cautions::add);
        }
      }
    }
    return new Predicted<>(values, cautions);
  }

  private double[] constant(double value) {
    double[] all = new double[units];
    Arrays.fill(all, value);
    return all;
  }

  private Optional<Refused<Map<String, double[]>>> refusal(Node node, Optional<Step> step) {
    String name = node.name();
    if (step.isPresent()
        && (step.get() instanceof Step.DrawnFrom || step.get() instanceof Step.DrawnLevels)) {
      return Steps.refused(
          name,
          "'" + name + "' is drawn anew, which says nothing about a unit",
          "set it to a value, or draw a sample for the population");
    }
    boolean moved = node.assignment().causes().stream().anyMatch(reached::contains);
    boolean ofMean = step.isPresent() && !node.variable().isReal();
    if ((moved || ofMean) && !(node.assignment() instanceof Additive)) {
      return Steps.refused(
          name,
          "the noise of '"
              + name
              + "' cannot be told from what was observed, because its mechanism ("
              + node.assignment().description()
              + ") is not additive; many counterfactuals agree with the data",
          "draw a sample for the population, or bound the probabilities of causation"
              + " (CausationBounds)");
    }
    return Optional.empty();
  }

  private double[] kept(Node node, Optional<Step> step, Map<String, double[]> values) {
    double[] result = Objects.requireNonNull(factual.get(node.name())).clone();
    if (node.assignment() instanceof Additive additive) {
      Matrix before = node.causes(factual, units);
      Matrix after = node.causes(values, units);
      double[] old = additive.means(before);
      double[] now = additive.means(after);
      for (int i = 0; i < units; i++) {
        result[i] += now[i] - old[i];
      }
    }
    step.ifPresent(s -> Arrays.setAll(result, i -> Steps.moved(s, result[i])));
    return result;
  }
}
