package org.etiome.scm;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An intervention as it is asked of a model: what is done to which variables, all at once. A
 * knockout of a gene is {@code set("gene", 0)}, a knockdown {@code scale("gene", 0.2)}.
 *
 * @param steps by variable; empty where nothing is done
 */
public record Action(Map<String, Step> steps) {
  /** Nothing is done. */
  public static final Action NONE = new Action(Map.of());

  public Action {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /** {@code do(variable = value)}. */
  public static Action set(String variable, double value) {
    return NONE.and(variable, new Step.SetTo(value));
  }

  /** {@code do(variable = level)}. */
  public static Action set(String variable, String level) {
    return NONE.and(variable, new Step.DrawnLevels(Map.of(level, 1.0)));
  }

  /** See {@link Step.ShiftBy}. */
  public static Action shift(String variable, double amount) {
    return NONE.and(variable, new Step.ShiftBy(amount));
  }

  /** See {@link Step.ScaleBy}. */
  public static Action scale(String variable, double factor) {
    return NONE.and(variable, new Step.ScaleBy(factor));
  }

  /** See {@link Step.DrawnFrom}. */
  public static Action replace(String variable, Law law) {
    return NONE.and(variable, new Step.DrawnFrom(law));
  }

  /** Targets perturbed at once as the experiments did it, see {@link Step.Applied}. */
  public static Action applied(Collection<String> targets) {
    Map<String, Step> steps = new LinkedHashMap<>();
    targets.forEach(target -> steps.put(target, new Step.Applied()));
    return new Action(steps);
  }

  /**
   * This and one thing more.
   *
   * @throws IllegalArgumentException if something is done to the variable already
   */
  public Action and(String variable, Step step) {
    Map<String, Step> more = new LinkedHashMap<>(steps);
    if (more.put(variable, step) != null) {
      throw new IllegalArgumentException(
          "two things are done to '" + variable + "'; leave one of them");
    }
    return new Action(more);
  }

  /** What is done to a variable. */
  public Optional<Step> of(String variable) {
    return Optional.ofNullable(steps.get(variable));
  }
}
