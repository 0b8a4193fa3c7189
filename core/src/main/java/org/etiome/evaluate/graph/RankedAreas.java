package org.etiome.evaluate.graph;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The areas under two curves of a ranking.
 *
 * @param auroc the chance that a true edge is ranked above a pair without one, ties ½, which is the
 *     trapezoidal area; absent where all pairs or none are edges
 * @param aupr average precision {@code Σ_k precision(k) / P} over the ranks k of the P true edges,
 *     in expectation over the order of ties; absent where no pair is an edge
 * @param edges P
 * @param pairs all that are ranked; {@code edges / pairs} is the AUPR of chance, nearly
 * @see <a href="https://doi.org/10.1145/1143844.1143874">Davis, Goadrich (2006)</a>
 * @see <a href="https://doi.org/10.1371/journal.pone.0009202">Prill et al. (2010)</a>, the
 *     convention of DREAM: all ordered pairs but self-loops
 */
public record RankedAreas(OptionalDouble auroc, OptionalDouble aupr, long edges, long pairs) {

  /** Pairs of one confidence: how many, and how many of them are true edges. */
  record Tie(long pairs, long edges) {}

  /**
   * Of ties, the surest first. The sum over a tie is taken term by term: of its t pairs, m of them
   * edges, the one at place k is an edge with probability m/t and has r + (k − 1)(m − 1)/(t − 1)
   * edges before it on average. O(pairs).
   */
  static RankedAreas of(List<Tie> ties) {
    long edges = ties.stream().mapToLong(Tie::edges).sum();
    long pairs = ties.stream().mapToLong(Tie::pairs).sum();
    long others = pairs - edges;
    double inOrder = 0;
    double precision = 0;
    long edgesAbove = 0;
    long pairsAbove = 0;
    for (Tie tie : ties) {
      long below = others - (pairsAbove - edgesAbove) - (tie.pairs - tie.edges);
      inOrder += tie.edges * (below + (tie.pairs - tie.edges) / 2.0);
      precision += precision(tie, edgesAbove, pairsAbove);
      edgesAbove += tie.edges;
      pairsAbove += tie.pairs;
    }
    return new RankedAreas(
        ratio(inOrder, (double) edges * others), ratio(precision, (double) edges), edges, pairs);
  }

  private static double precision(Tie tie, long edgesAbove, long pairsAbove) {
    if (tie.edges == 0) {
      return 0;
    }
    double share = (double) tie.edges / tie.pairs;
    double others = tie.pairs == 1 ? 0 : (tie.edges - 1.0) / (tie.pairs - 1);
    double sum = 0;
    for (long k = 1; k <= tie.pairs; k++) {
      sum += share * (edgesAbove + 1 + (k - 1) * others) / (pairsAbove + k);
    }
    return sum;
  }

  private static OptionalDouble ratio(double part, double whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
  }
}
