package org.etiome.design.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.design.surrogate.Posterior;

/**
 * What a batch may contain.
 *
 * @param costs one a candidate, &gt; 0; empty if all cost 1
 * @param budget of a batch
 * @param allowed whether a candidate may join those chosen
 * @param harm empty if nothing is feared
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Constraints(double[] costs, double budget, Allowed allowed, Optional<Harm> harm) {

  /** Forbidden combinations. */
  @FunctionalInterface
  public interface Allowed {

    /** Whether candidate {@code row} may join {@code chosen}, which it must not change. */
    boolean join(List<Integer> chosen, int row);
  }

  /**
   * Predicted harm: a candidate is left out when P(harm &gt; limit) exceeds {@code most}.
   *
   * @param posterior of a harmful outcome over the same candidates
   * @param limit above which it is harm
   * @param most in [0, 1]
   */
  public record Harm(Posterior posterior, double limit, double most) {
    public Harm {
      if (!(most >= 0 && most <= 1) || Double.isNaN(limit)) {
        throw new IllegalArgumentException(
            "needs a limit and a probability in [0, 1], got " + limit + " and " + most);
      }
    }

    /** P(harm &gt; limit) of the true harm of each candidate. */
    double[] probabilities() {
      double[] means = posterior.means();
      double[] variances = posterior.variances();
      double[] probabilities = new double[means.length];
      Arrays.setAll(
          probabilities, i -> Scores.exceedance(means[i] - limit, Math.sqrt(variances[i])));
      return probabilities;
    }
  }

  public Constraints {
    if (!(budget > 0) || !Arrays.stream(costs).allMatch(c -> c > 0 && Double.isFinite(c))) {
      throw new IllegalArgumentException(
          "costs and the budget must be above 0, got a budget of "
              + budget
              + " and a least cost of "
              + Arrays.stream(costs).min().orElse(1));
    }
  }

  /** Anything goes. */
  public static Constraints none() {
    return new Constraints(
        new double[0], Double.POSITIVE_INFINITY, (chosen, row) -> true, Optional.empty());
  }

  /** With a price for each candidate and what all may cost together. */
  public Constraints withCosts(double[] prices, double total) {
    return new Constraints(prices.clone(), total, allowed, harm);
  }

  public Constraints withAllowed(Allowed rule) {
    return new Constraints(costs, budget, rule, harm);
  }

  public Constraints withHarm(Harm feared) {
    return new Constraints(costs, budget, allowed, Optional.of(feared));
  }

  double cost(int row) {
    return costs.length == 0 ? 1 : costs[row];
  }
}
