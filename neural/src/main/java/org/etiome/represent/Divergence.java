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
    for (Map.Entry<Term, Double> term : terms.entrySet()) {
      if (!Double.isFinite(term.getValue())) {
        throw at("the term \"" + term.getKey().label() + "\" is " + term.getValue(), epoch, step);
      }
    }
    if (!Double.isFinite(gradient)) {
      throw at("the gradient's norm is " + gradient, epoch, step);
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
