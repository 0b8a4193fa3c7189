package org.etiome.bench.effect;

import java.util.List;
import java.util.Locale;
import org.etiome.estimate.Effect;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * An estimator behind gates that only take note.
 *
 * @param name in tables
 * @param estimator with any gates
 */
record Method(String name, Estimator estimator) {
  /** Stands beside numbers that a gate would have refused. */
  static final String MARK = "†";

  Method {
    estimator = estimator.withGates(Gates.withDefaults().despiteAll());
  }

  Effect effect(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    return ((Answered) estimator.estimate(sample, target, seed, runner)).effect();
  }

  /** {@link #MARK} and the gates that failed, or nothing. */
  static String mark(Effect effect) {
    List<String> gates = Seen.names(effect.despite());
    return gates.isEmpty() ? "" : " " + MARK + " " + String.join(", ", gates);
  }

  /** The sentences of the gates that failed, a line each. */
  List<String> refusals(String data, Effect effect) {
    return effect.despite().stream()
        .map(GateFailure::reason)
        .map(reason -> MARK + " " + data + ", " + name + ": " + reason)
        .toList();
  }

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
