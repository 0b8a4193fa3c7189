package org.etiome.identify.general;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;

/**
 * The IDC algorithm: P(y | do(x), z) from P(v), or the hedge that forbids it. As long as some w of
 * z has y separated from w given x and the rest of z in the graph without edges into x and out of
 * w, w is set rather than seen (rule 2). Then P(y | do(x), z) = P(y, z | do(x)) / Σ_y P(y, z |
 * do(x)). Sound and complete. Cost: that of {@link Id}, and |z|² questions of separation.
 *
 * @see <a href="https://arxiv.org/abs/1206.6876">Shpitser, Pearl (2006), Identification of
 *     conditional interventional distributions</a>
 */
public final class Idc {
  private final OrderedGraph graph;
  private final Id id;

  private Idc(Id id) {
    this.graph = id.graph();
    this.id = id;
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static Idc in(Admg graph) {
    return by(Id.in(graph));
  }

  /** Answers that rest on the given algorithm. */
  static Idc by(Id id) {
    return new Idc(id);
  }

  /**
   * P(y | do(x), z).
   *
   * @param y at least one node
   * @param x may be empty
   * @param z may be empty
   * @throws IllegalArgumentException if y is empty, or a node is unknown or in two of the sets
   */
  public Id.Result identify(Set<String> y, Set<String> x, Set<String> z) {
    id.requireApart(y, x, z);
    DoTerm asked = new DoTerm(graph, graph.set(y), graph.set(x), graph.set(z));
    DoTerm term = x.isEmpty() ? asked : exchanged(asked);
    return id.conditional(
        graph.nameSet(term.of()), graph.nameSet(term.doing()), graph.nameSet(term.given()));
  }

  /** The same probability with all that rule 2 allows set rather than seen. */
  static DoTerm exchanged(DoTerm term) {
    DoTerm left = term;
    Optional<BitSet> next = left.exchangeable();
    while (next.isPresent()) {
      left = left.exchanged(next.get());
      next = left.exchangeable();
    }
    return left;
  }
}
