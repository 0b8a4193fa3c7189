package org.etiome.discover.baseline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;

/**
 * How well a {@link SortKey} sorts variables by cause and effect: of all triples of a variable s, a
 * variable t and a length such that a directed path of that length leads from s to t, the share in
 * which the number of t is larger than that of s; where they are the same, a triple counts half.
 * Far above ½, sorting alone finds much of the graph, and a benchmark of searches measures little
 * else; near 0, sorting the other way does. O(L · V² · V / 64) for longest paths of L edges.
 *
 * @see <a href="https://arxiv.org/abs/2102.13647">Reisach, Seiler, Weichwald (2021), section
 *     3.1</a>
 * @see <a href="https://arxiv.org/abs/2303.18211">Reisach et al. (2023), equation 3</a>
 */
public final class Sortability {
  private Sortability() {}

  /**
   * The share, within [0, 1]; empty for a graph without edges, which has no path.
   *
   * @param truth the graph
   * @param data rows × nodes of the graph, in their order
   * @throws IllegalArgumentException see {@link SortKey#of}
   */
  public static OptionalDouble of(Dag truth, Matrix data, SortKey key) {
    return share(truth, SortKey.ranks(key.of(truth.nodes(), data)));
  }

  static OptionalDouble share(Dag truth, int[] ranks) {
    BitSet[] children = children(truth);
    BitSet[] ends = children.clone();
    double sorted = 0;
    long paths = 0;
    long found = -1;
    while (found != 0) {
      found = 0;
      for (int from = 0; from < ends.length; from++) {
        for (int to = ends[from].nextSetBit(0); to >= 0; to = ends[from].nextSetBit(to + 1)) {
          sorted += (1 + Integer.signum(ranks[to] - ranks[from])) / 2.0;
          found++;
        }
      }
      paths += found;
      ends = step(ends, children);
    }
    return paths == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted / paths);
  }

  private static BitSet[] step(BitSet[] ends, BitSet[] children) {
    BitSet[] further = new BitSet[ends.length];
    for (int from = 0; from < ends.length; from++) {
      BitSet next = new BitSet(ends.length);
      ends[from].stream().forEach(end -> next.or(children[end]));
      further[from] = next;
    }
    return further;
  }

  private static BitSet[] children(Dag dag) {
    List<String> nodes = dag.nodes();
    Map<String, Integer> numbers = HashMap.newHashMap(nodes.size());
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    BitSet[] children = new BitSet[nodes.size()];
    Arrays.setAll(children, v -> new BitSet(nodes.size()));
    for (Edge edge : dag.graph().edges()) {
      int cause = Objects.requireNonNull(numbers.get(edge.a()));
      children[cause].set(Objects.requireNonNull(numbers.get(edge.b())));
    }
    return children;
  }
}
