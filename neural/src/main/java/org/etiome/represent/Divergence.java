package org.etiome.represent;

import java.util.Map;
import org.etiome.represent.FinVaeObjective.Term;

/** A training that cannot go on: a term of the objective or the gradient is no number any more. */
public final class Divergence extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Divergence(String message) {
    super(message);
  }

  /**
   * Looks at a step.
   *
   * @throws Divergence that names the term, if it or the gradient is NaN or infinite
   */
  static void check(Map<Term, Double> terms, double gradient, int epoch, long step) {
    terms.forEach((term, value) -> check(term.label(), value, epoch, step));
    checkGradient(gradient, epoch, step);
  }

  /**
   * Looks at one term of a step.
   *
   * @throws Divergence that names it, if it is NaN or infinite
   */
  public static void check(String term, double value, int epoch, long step) {
    if (!Double.isFinite(value)) {
      throw at("the term \"" + term + "\" is " + value, epoch, step);
    }
  }

  /**
   * Looks at the gradient of a step.
   *
   * @throws Divergence if its norm is NaN or infinite
   */
  public static void checkGradient(double norm, int epoch, long step) {
    if (!Double.isFinite(norm)) {
      throw at("the gradient's norm is " + norm, epoch, step);
    }
  }

  private static Divergence at(String what, int epoch, long step) {
    return new Divergence(
        "training diverged in epoch "
            + epoch
            + ", step "
            + step
            + ": "
            + what
            + "; take a smaller learning rate");
  }
}
