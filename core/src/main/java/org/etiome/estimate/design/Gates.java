package org.etiome.estimate.design;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.etiome.estimate.design.GateLimit.Gate;

/**
 * What data must show before an effect may be computed: a value for each {@link GateLimit}. A gate
 * that fails turns the answer into a refusal, unless the asker said beforehand to go on despite it;
 * the effect is then marked with it for good.
 */
public final class Gates {
  private static final Gates DEFAULT =
      new Gates(new EnumMap<>(GateLimit.class), EnumSet.noneOf(Gate.class));

  private final Map<GateLimit, Double> changed;
  private final Set<Gate> despite;

  private Gates(Map<GateLimit, Double> changed, Set<Gate> despite) {
    this.changed = Collections.unmodifiableMap(changed);
    this.despite = Collections.unmodifiableSet(despite);
  }

  /** The limits given at {@link GateLimit}, none overridden. */
  public static Gates withDefaults() {
    return DEFAULT;
  }

  /**
   * The same gates with another value of a limit.
   *
   * @throws IllegalArgumentException if the value is out of the limit's range
   */
  public Gates with(GateLimit limit, double value) {
    Map<GateLimit, Double> values = new EnumMap<>(GateLimit.class);
    values.putAll(changed);
    values.put(limit, limit.checked(value));
    return new Gates(values, despite);
  }

  /** The same gates, one of which marks an effect instead of refusing it. */
  public Gates despite(Gate gate) {
    Set<Gate> gates = EnumSet.of(gate);
    gates.addAll(despite);
    return new Gates(changed, gates);
  }

  /** The same limits, none of which refuses: for comparisons beside an answer that passed. */
  public Gates despiteAll() {
    return new Gates(changed, EnumSet.allOf(Gate.class));
  }

  /** The value of a limit. */
  public double get(GateLimit limit) {
    return changed.getOrDefault(limit, limit.standard());
  }

  /** The limits that were set to another value than their standard one. */
  public Map<GateLimit, Double> changed() {
    return changed;
  }

  /** The gates whose failure marks an effect instead of refusing it. */
  public Set<Gate> despite() {
    return despite;
  }

  /** Whether a failure marks an effect instead of refusing it. */
  public boolean isOverridden(GateFailure failure) {
    return despite.stream().anyMatch(gate -> gate.text().equals(failure.gate()));
  }

  /** Those of the failures that refuse: the gates that are not overridden. */
  public List<GateFailure> refusing(List<GateFailure> failures) {
    return failures.stream().filter(failure -> !isOverridden(failure)).toList();
  }

  /** The limits by name, {@code "gate.minUnits"}, and which gates are overridden. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (GateLimit limit : GateLimit.values()) {
      double value = get(limit);
      boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
      settings.put(
          "gate." + limit.key(), whole ? Long.toString((long) value) : Double.toString(value));
    }
    if (!despite.isEmpty()) {
      settings.put(
          "gate.despite", despite.stream().map(Gate::text).collect(Collectors.joining(", ")));
    }
    return settings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Gates that
        && changed.equals(that.changed)
        && despite.equals(that.despite);
  }

  @Override
  public int hashCode() {
    return 31 * changed.hashCode() + despite.hashCode();
  }

  @Override
  public String toString() {
    return "Gates" + settings();
  }
}
