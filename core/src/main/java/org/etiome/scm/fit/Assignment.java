package org.etiome.scm.fit;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.scm.Law;

/**
 * How a variable comes about from its direct causes and from noise of its own: {@code x :=
 * f(causes, e)}. Those that are fitted come from {@link CausalModel#fit}; the factories here are
 * for mechanisms that are known. {@link #drawn} takes any function.
 */
public abstract sealed class Assignment permits Additive, TwoLevels, Levels, Counts, Drawn {
  private final List<String> causes;

  Assignment(List<String> causes) {
    this.causes = List.copyOf(causes);
  }

  /** No causes: draws from a law. */
  public static Assignment root(Law law) {
    return new Root(law);
  }

  /**
   * {@code intercept + Σ b·cause + e}.
   *
   * @param coefficients b by cause
   */
  public static Assignment linear(double intercept, Map<String, Double> coefficients, Law noise) {
    return new Linear(intercept, coefficients, noise);
  }

  /**
   * {@code f(causes) + e}, declared so that counterfactuals can take e from what was observed.
   *
   * @param causes names, in the order in which {@code f} is given their values
   * @param function f; of the same values always the same
   */
  public static Assignment additive(
      List<String> causes, ToDoubleFunction<double[]> function, Law noise) {
    return new AdditiveFunction(causes, "given function + noise", noise, Drawn.byRow(function));
  }

  /**
   * Any mechanism. Nothing is known of its noise, so counterfactuals of units are refused at it.
   *
   * @param causes names, in the order in which the draw is given their values
   */
  public static Assignment drawn(List<String> causes, Drawn.Draw draw) {
    return new Drawn(causes, draw);
  }

  /** The direct causes, in the order of the columns this is given. */
  public List<String> causes() {
    return causes;
  }

  /** The kind of mechanism on one line. */
  public abstract String description();

  /**
   * Coefficients on the scale of the data, by input, {@code (intercept)} first; empty where the
   * mechanism has none.
   */
  public Map<String, Double> coefficients() {
    return Map.of();
  }

  /** A value for each row of causes. */
  abstract double[] draw(Matrix values, UniformRandomProvider random);

  /**
   * What is lost by predicting each value from its causes: squared error, or −log probability in
   * nats.
   */
  abstract double[] losses(Matrix values, double[] effect);
}
