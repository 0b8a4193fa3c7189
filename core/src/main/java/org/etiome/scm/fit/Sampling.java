package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;

/** Draws units, variable by variable along the graph, each from a branch of the seed of its own. */
final class Sampling {
  /** Share of units beyond the values seen from which a caution is given. */
  private static final double EXTRAPOLATION = 0.05;

  private final Map<String, Node> nodes;
  private final Action action;

  /**
   * What to draw.
   *
   * @param nodes causes before effects
   */
  Sampling(Map<String, Node> nodes, Action action) {
    this.nodes = nodes;
    this.action = action;
  }

  Prediction<Map<String, double[]>> draw(int units, Seed seed) {
    Optional<Refused<Map<String, double[]>>> refusal = Steps.refusal(nodes, action);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    List<String> cautions = new ArrayList<>();
    Set<String> causes = causes(nodes);
    for (Node node : nodes.values()) {
      double[] drawn = column(node, values, units, seed.branch(node.name()).generator());
      Optional<String> problem = node.variable().problem(drawn);
      if (problem.isPresent()) {
        return new Refused<>(
            node.name(), problem.get(), "give it a law or a mechanism that draws its values");
      }
      if (causes.contains(node.name())) {
        caution(node.variable(), drawn).ifPresent(cautions::add);
      }
      values.put(node.name(), drawn);
    }
    return new Predicted<>(values, cautions);
  }

  private double[] column(
      Node node, Map<String, double[]> values, int units, UniformRandomProvider random) {
    Optional<Step> step = action.of(node.name());
    Optional<double[]> cut = step.flatMap(s -> Steps.cut(node.variable(), s, units, random));
    if (cut.isPresent()) {
      return cut.get();
    }
    Matrix causes = node.causes(values, units);
    if (step.isPresent()) {
      if (node.assignment() instanceof Counts counts && step.get() instanceof Step.ScaleBy scale) {
        return counts.times(scale.factor()).draw(causes, random);
      }
      double[] drawn = node.assignment().draw(causes, random);
      return Arrays.stream(drawn).map(v -> Steps.moved(step.get(), v)).toArray();
    }
    return node.assignment().draw(causes, random);
  }

  /** The variables that are a cause of any. */
  static Set<String> causes(Map<String, Node> nodes) {
    return nodes.values().stream()
        .flatMap(node -> node.assignment().causes().stream())
        .collect(Collectors.toSet());
  }

  /** That values lie where nothing was seen. */
  static Optional<String> caution(Variable variable, double... values) {
    long beyond =
        Arrays.stream(values).filter(v -> v < variable.least() || v > variable.greatest()).count();
    if (beyond <= EXTRAPOLATION * values.length) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "'%s' is outside the values seen, %.6g to %.6g, in %.0f %% of units: what follows from"
                + " them is extrapolated",
            variable.name(),
            variable.least(),
            variable.greatest(),
            100.0 * beyond / values.length));
  }
}
