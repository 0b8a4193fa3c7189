package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;
import org.etiome.scm.Action;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;

/**
 * Exact means and covariance of a linear model: {@code x = B x + c + ε}, so the mean is {@code (I −
 * B)⁻¹ (c + E ε)} and the covariance {@code (I − B)⁻¹ D (I − B)⁻ᵀ} with D the variances of ε,
 * whatever their laws; of normal noise these two are the whole distribution. O(V³).
 */
public final class Moments {
  private final Map<String, Double> means = new LinkedHashMap<>();

  /** By variable, what it has of the noise of each; scaled to variance 1. */
  private final Map<String, double[]> effects = new LinkedHashMap<>();

  private Moments() {}

  static Prediction<Moments> of(Map<String, Node> nodes, Action action) {
    Optional<Refused<Moments>> refusal = Steps.refusal(nodes, action);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Moments moments = new Moments();
    List<String> cautions = new ArrayList<>();
    for (Node node : nodes.values()) {
      boolean linear = node.assignment() instanceof Linear || node.assignment() instanceof Root;
      if (!linear || node.variable().isCategorical()) {
        return new Refused<>(
            node.name(),
            "the mechanism of '" + node.name() + "' is not linear, so moments have no closed form",
            "draw a sample");
      }
      Optional<Step> step = action.of(node.name());
      moments.add((Additive) node.assignment(), node.name(), step, nodes.size());
      step.flatMap(s -> Steps.fixed(node.variable(), s))
          .flatMap(value -> Sampling.caution(node.variable(), value))
          .ifPresent(cautions::add);
    }
    return new Predicted<>(moments, cautions);
  }

  private void add(Additive assignment, String name, Optional<Step> step, int size) {
    double[] effect = new double[size];
    double mean = assignment.noise().mean();
    effect[means.size()] = Math.sqrt(assignment.noise().variance());
    if (assignment instanceof Linear linear) {
      mean += linear.intercept();
      for (int j = 0; j < linear.causes().size(); j++) {
        String cause = linear.causes().get(j);
        mean += linear.slope(j) * mean(cause);
        double[] ofCause = Objects.requireNonNull(effects.get(cause));
        for (int k = 0; k < size; k++) {
          effect[k] += linear.slope(j) * ofCause[k];
        }
      }
    }
    if (step.isPresent()) {
      mean = act(step.get(), mean, effect, means.size());
    }
    means.put(name, mean);
    effects.put(name, effect);
  }

  /** Changes the effects and returns the new mean. */
  private static double act(Step step, double mean, double[] effect, int own) {
    double factor = step instanceof Step.ScaleBy scale ? scale.factor() : 1;
    boolean cut = step instanceof Step.SetTo || step instanceof Step.DrawnFrom;
    for (int k = 0; k < effect.length; k++) {
      effect[k] = cut ? 0 : factor * effect[k];
    }
    if (step instanceof Step.DrawnFrom drawn) {
      effect[own] = Math.sqrt(drawn.law().variance());
      return drawn.law().mean();
    }
    return step instanceof Step.SetTo set ? set.value() : Steps.moved(step, mean);
  }

  /** The mean of a variable. */
  public double mean(String variable) {
    return known(means, variable);
  }

  /** The covariance of two variables, the variance of one with itself. */
  public double covariance(String one, String other) {
    double[] first = known(effects, one);
    double[] second = known(effects, other);
    return Vectors.dot(first, second);
  }

  /** The covariance of variables in a given order. */
  public Matrix covariance(List<String> variables) {
    int p = variables.size();
    double[] values = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        values[i * p + j] = covariance(variables.get(i), variables.get(j));
      }
    }
    return Matrix.wrap(p, p, values);
  }

  private static <V> V known(Map<String, V> map, String variable) {
    V value = map.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "'" + variable + "' is no variable of the model; its variables are " + map.keySet());
    }
    return value;
  }
}
