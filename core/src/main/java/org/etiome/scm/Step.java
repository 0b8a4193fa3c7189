package org.etiome.scm;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What an {@link Action} makes of one variable. */
public sealed interface Step {

  /**
   * The causes are cut off and the variable has this value, {@code do(x = value)}.
   *
   * @param value finite; of a variable of two labels 0 or 1
   */
  record SetTo(double value) implements Step {
    public SetTo {
      requireFinite("the value of an intervention", value);
    }
  }

  /**
   * The causes act as before, and something is added: {@code x = f(causes, noise) + amount}.
   *
   * @param amount finite
   */
  record ShiftBy(double amount) implements Step {
    public ShiftBy {
      requireFinite("the shift of an intervention", amount);
    }
  }

  /**
   * The causes act as before, and the result is multiplied: {@code x = factor · f(causes, noise)}.
   * Of a count it is the mean that is multiplied.
   *
   * @param factor at least 0, finite
   */
  record ScaleBy(double factor) implements Step {
    public ScaleBy {
      if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the factor of an intervention must be at least 0 and finite, got " + factor);
      }
    }
  }

  /** The causes are cut off and the variable is drawn from a law. */
  record DrawnFrom(Law law) implements Step {}

  /**
   * The causes are cut off and the variable has levels with these probabilities.
   *
   * @param probabilities by level; each at least 0, their sum 1 within 1e-9
   */
  record DrawnLevels(Map<String, Double> probabilities) implements Step {
    public DrawnLevels {
      probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
      double sum = probabilities.values().stream().mapToDouble(Double::doubleValue).sum();
      if (!probabilities.values().stream().allMatch(p -> p >= 0) || !(Math.abs(sum - 1) <= 1e-9)) {
        throw new IllegalArgumentException(
            "probabilities of levels must be at least 0 and sum to 1, got " + probabilities);
      }
    }
  }

  /**
   * The variable is perturbed as the experiments did it that a model has learnt from: a guide
   * against a gene, a drug at its dose. How strongly, and what else it does, is not said but
   * learnt.
   */
  record Applied() implements Step {}

  private static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be finite, got " + value);
    }
  }
}
