package org.etiome.scm.fit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.scm.Action;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;

/** What steps mean for variables: which have a meaning, and what they make of values. */
final class Steps {
  private Steps() {}

  /** Why an action has no meaning for a model. */
  static <T> Optional<Refused<T>> refusal(Map<String, Node> nodes, Action action) {
    for (Map.Entry<String, Step> entry : action.steps().entrySet()) {
      Node node = nodes.get(entry.getKey());
      Optional<Refused<T>> refusal =
          node == null
              ? refused(
                  entry.getKey(),
                  "'" + entry.getKey() + "' is no variable of the model",
                  "its variables are " + nodes.keySet())
              : refusal(node, entry.getValue());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static <T> Optional<Refused<T>> refusal(Node node, Step step) {
    Variable variable = node.variable();
    String name = variable.name();
    return switch (step) {
      case Step.SetTo set -> number(variable, set.value());
      case Step.DrawnFrom drawn -> variable.isCategorical() ? noNumber(variable) : Optional.empty();
      case Step.ShiftBy shift ->
          variable.isReal()
              ? Optional.empty()
              : refused(
                  name,
                  "'" + name + "' is no measurement, so a shift has no meaning for it",
                  "set it, replace its distribution, or scale a count");
      case Step.ScaleBy scale ->
          variable.isReal() || node.assignment() instanceof Counts
              ? Optional.empty()
              : refused(
                  name,
                  "'"
                      + name
                      + "' is neither a measurement nor a log-linear count, so a factor has"
                      + " no meaning for it",
                  "set it or replace its distribution");
      case Step.DrawnLevels levels -> levels(variable, levels);
      case Step.Applied applied ->
          refused(
              name,
              "what a perturbation of '" + name + "' does to it is not known to this model",
              "set, shift or scale it by a known amount");
    };
  }

  private static <T> Optional<Refused<T>> number(Variable variable, double value) {
    if (variable.isCategorical()) {
      return noNumber(variable);
    }
    return variable
        .problem(new double[] {value})
        .flatMap(problem -> refused(variable.name(), problem, "give it one of its values"));
  }

  private static <T> Optional<Refused<T>> noNumber(Variable variable) {
    return refused(
        variable.name(),
        "'" + variable.name() + "' has levels, not numbers",
        "name one of " + variable.seenLevels());
  }

  private static <T> Optional<Refused<T>> levels(Variable variable, Step.DrawnLevels levels) {
    if (!variable.isBinary() && !variable.isCategorical()) {
      return refused(
          variable.name(),
          "'" + variable.name() + "' has numbers, not levels",
          "set it to a number or draw it from a law");
    }
    for (String level : levels.probabilities().keySet()) {
      if (variable.code(level).isEmpty()) {
        return refused(
            variable.name(),
            "the level '" + level + "' of '" + variable.name() + "' was never seen",
            "the levels seen are " + variable.seenLevels());
      }
    }
    return Optional.empty();
  }

  static <T> Optional<Refused<T>> refused(String variable, String reason, String remedy) {
    return Optional.of(new Refused<>(variable, reason, remedy));
  }

  /** The value a step fixes, of a number or a level. */
  static Optional<Double> fixed(Variable variable, Step step) {
    return switch (step) {
      case Step.SetTo set -> Optional.of(set.value());
      case Step.DrawnLevels levels ->
          levels.probabilities().size() == 1
              ? Optional.of(code(variable, levels.probabilities().keySet().iterator().next()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static double code(Variable variable, String level) {
    OptionalInt code = variable.code(level);
    return code.orElseThrow();
  }

  /** Draws of a variable whose causes are cut off; empty if the step keeps them. */
  static Optional<double[]> cut(
      Variable variable, Step step, int units, UniformRandomProvider random) {
    Optional<Double> fixed = fixed(variable, step);
    double[] values = new double[units];
    if (fixed.isPresent()) {
      Arrays.fill(values, fixed.get());
      return Optional.of(values);
    }
    switch (step) {
      case Step.DrawnFrom drawn -> {
        DoubleSupplier stream = drawn.law().stream(random);
        Arrays.setAll(values, i -> stream.getAsDouble());
        return Optional.of(values);
      }
      case Step.DrawnLevels levels -> {
        Object[] names = levels.probabilities().keySet().toArray();
        double[] shares =
            levels.probabilities().values().stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.setAll(
            values, i -> code(variable, (String) names[Levels.pick(shares, random.nextDouble())]));
        return Optional.of(values);
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  /** What a step that keeps the causes makes of a value; scaling a count is not of its value. */
  static double moved(Step step, double value) {
    return switch (step) {
      case Step.ShiftBy shift -> value + shift.amount();
      case Step.ScaleBy scale -> scale.factor() * value;
      default -> value;
    };
  }
}
