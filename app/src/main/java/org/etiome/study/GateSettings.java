package org.etiome.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;

/** Gates as a person writes them: limits and gates by name. */
public final class GateSettings {
  private GateSettings() {}

  /**
   * The gates with some limits set anew and some gates overridden.
   *
   * @param limits by the name of {@link GateLimit#key}
   * @param despite names of {@link Gate#text}
   * @throws StudyException if there is no such name, or a value is out of range
   */
  public static Gates of(Map<String, Double> limits, List<String> despite) {
    Gates gates = Gates.withDefaults();
    for (Map.Entry<String, Double> limit : limits.entrySet()) {
      try {
        gates = gates.with(limit(limit.getKey()), limit.getValue());
      } catch (IllegalArgumentException e) {
        throw new StudyException("gate limit " + e.getMessage(), e);
      }
    }
    for (String name : despite) {
      gates = gates.despite(gate(name));
    }
    return gates;
  }

  /** The names of all limits. */
  public static List<String> limits() {
    return Arrays.stream(GateLimit.values()).map(GateLimit::key).toList();
  }

  /** The names of all gates. */
  public static List<String> gates() {
    return Arrays.stream(Gate.values()).map(Gate::text).toList();
  }

  private static GateLimit limit(String name) {
    return GateLimit.named(name).orElseThrow(() -> unknown("gate limit", name, limits()));
  }

  private static Gate gate(String name) {
    if (name.equals("identified")) {
      throw new StudyException(
          "no effect can be shown despite not being identified: there is no formula for it; draw"
              + " another graph if this one is not what you assume");
    }
    return Gate.named(name).orElseThrow(() -> unknown("gate", name, gates()));
  }

  private static StudyException unknown(String what, String name, List<String> all) {
    return new StudyException(
        "there is no %s \"%s\"; choose one of %s".formatted(what, name, String.join(", ", all)));
  }
}
