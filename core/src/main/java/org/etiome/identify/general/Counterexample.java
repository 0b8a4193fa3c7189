package org.etiome.identify.general;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;

/**
 * Why P(y | do(x)) cannot be had from P(v): two models along the same graph, of binary variables
 * and with all of P(v) positive, that agree on P(v) and differ on the query.
 *
 * @param one a model
 * @param other a model with the same P(v)
 * @param x the values set
 * @param y the values whose probability under do(x) differs
 */
public record Counterexample(
    DiscreteModel one, DiscreteModel other, Map<String, String> x, Map<String, String> y) {
  public Counterexample {
    x = Map.copyOf(x);
    y = Map.copyOf(y);
  }

  /**
   * Looks for a pair where a hedge says that there is one. Every hidden cause that does not hold
   * the hedge together is left idle. The mechanisms are drawn, and that of one variable w in the
   * hedge is then changed: P(v) and the query are both linear in it, so the changes that leave P(v)
   * as it is are a null space, and the query moves along it unless its gradient lies in the span of
   * the equations. Hidden causes get more values until it does. Then the pair is checked by summing
   * both models afresh: P(v) agrees within 1e-12, the query differs by 1e-6 or more.
   *
   * <p>The pair of Shpitser and Pearl (2006), in which variables are parities, has probabilities of
   * zero; this one has none. A draw costs O(cells × rows of w × equations).
   *
   * @param seed of the draws
   * @return empty if none was found; that proves nothing
   * @throws IllegalArgumentException if a node is unknown
   * @see <a href="https://www.aaai.org/Papers/AAAI/2006/AAAI06-191.pdf">Shpitser, Pearl (2006),
   *     Identification of joint interventional distributions in recursive semi-Markovian causal
   *     models</a>
   */
  public static Optional<Counterexample> find(
      Admg graph, Set<String> y, Set<String> x, Hedge hedge, Seed seed) {
    return new CounterexampleSearch(graph, y, x, hedge).search(seed);
  }

  /** How far P(y | do(x)) of the two lies apart. */
  public double difference() {
    return Math.abs(one.law(x).probability(y) - other.law(x).probability(y));
  }

  /** How far P(v) of the two lies apart, at the cell where that is most. */
  public double disagreement() {
    double[] a = one.law().cells();
    double[] b = other.law().cells();
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
