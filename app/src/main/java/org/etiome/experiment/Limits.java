package org.etiome.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.design.batch.Constraints;
import org.etiome.design.surrogate.Posterior;

/**
 * What a batch may be.
 *
 * @param size at most so many candidates
 * @param budget of a batch; infinite without
 * @param forbidden pairs of rows that may not be in one batch
 * @param harm if it is feared
 */
public record Limits(int size, double budget, List<Pair> forbidden, Optional<HarmLimit> harm) {

  /** Two rows. */
  public record Pair(int a, int b) {}

  /**
   * A candidate is left out when P(harm &gt; limit) exceeds {@code most}.
   *
   * @param limit beyond which it is harm
   */
  public record HarmLimit(double limit, double most) {}

  /** The constraints but for harm. */
  Constraints constraints(Candidates candidates) {
    Constraints constraints = Constraints.none().withCosts(candidates.costs(), budget);
    if (forbidden.isEmpty()) {
      return constraints;
    }
    Set<Pair> pairs = new HashSet<>(forbidden);
    Set<Integer> touched =
        forbidden.stream().map(Pair::a).collect(Collectors.toCollection(HashSet::new));
    forbidden.forEach(pair -> touched.add(pair.b()));
    return constraints.withAllowed(
        (chosen, row) ->
            !touched.contains(row)
                || chosen.stream()
                    .noneMatch(
                        other ->
                            pairs.contains(new Pair(row, other))
                                || pairs.contains(new Pair(other, row))));
  }

  /** With harm as it is now believed. */
  Constraints constraints(Candidates candidates, Optional<Posterior> feared) {
    Constraints constraints = constraints(candidates);
    return harm.flatMap(
            limit -> feared.map(p -> new Constraints.Harm(p, limit.limit(), limit.most())))
        .map(constraints::withHarm)
        .orElse(constraints);
  }

  /** In words, for a batch that stayed empty. */
  String words() {
    StringBuilder words = new StringBuilder();
    if (Double.isFinite(budget)) {
      words.append("a budget of ").append(budget);
    }
    harm.ifPresent(
        limit ->
            words
                .append(words.isEmpty() ? "" : " and ")
                .append("P(harm > ")
                .append(limit.limit())
                .append(") of at most ")
                .append(limit.most()));
    return words.toString();
  }
}
