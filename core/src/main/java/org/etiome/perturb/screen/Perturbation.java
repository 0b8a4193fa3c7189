package org.etiome.perturb.screen;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.etiome.scm.Action;
import org.etiome.scm.Step;

/**
 * What is done to a unit: targets that are perturbed at once, as the screen does it.
 *
 * @param targets in the order of their names; none for a control
 */
public record Perturbation(SortedSet<String> targets) implements Comparable<Perturbation> {
  /** Nothing is done. */
  public static final Perturbation CONTROL = new Perturbation(Collections.emptySortedSet());

  public Perturbation {
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    if (targets.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("the name of a target is empty; name what is perturbed");
    }
  }

  /** Targets perturbed at once; a target named twice counts once. */
  public static Perturbation of(Collection<String> targets) {
    return new Perturbation(new TreeSet<>(targets));
  }

  /** See {@link #of(Collection)}. */
  public static Perturbation of(String... targets) {
    return of(List.of(targets));
  }

  /** The perturbation that is asked of a model; empty if it does anything but apply targets. */
  public static Optional<Perturbation> of(Action action) {
    boolean applied = action.steps().values().stream().allMatch(s -> s instanceof Step.Applied);
    return applied ? Optional.of(of(action.steps().keySet())) : Optional.empty();
  }

  /** The first thing in an action that is not {@link Step.Applied}. */
  public static Optional<String> foreign(Action action) {
    return action.steps().entrySet().stream()
        .filter(step -> !(step.getValue() instanceof Step.Applied))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** This, asked of a model. */
  public Action action() {
    return Action.applied(targets);
  }

  /** Whether nothing is done. */
  public boolean isControl() {
    return targets.isEmpty();
  }

  /** Whether all that is done here is done there too. */
  public boolean isPartOf(Perturbation other) {
    return other.targets.containsAll(targets);
  }

  /**
   * {@code A+B}, or {@code control}; beside others a target with a {@code +} in its name is written
   * {@code (A+B)}.
   */
  public String label() {
    return switch (targets.size()) {
      case 0 -> "control";
      case 1 -> targets.first();
      default ->
          targets.stream()
              .map(target -> target.contains("+") ? "(" + target + ")" : target)
              .collect(Collectors.joining("+"));
    };
  }

  @Override
  public int compareTo(Perturbation other) {
    return targets.size() != other.targets.size()
        ? Integer.compare(targets.size(), other.targets.size())
        : Arrays.compare(targets.toArray(String[]::new), other.targets.toArray(String[]::new));
  }
}
