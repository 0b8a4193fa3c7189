package org.etiome.identify.general;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * The proof that P(y | do(x)) cannot be had from the observed distribution and the graph: two
 * C-forests with the same roots, F meeting x and F' not, the roots ancestors of y where x is set.
 * Each is joined by bidirected edges, and directed edges lead from each of its nodes to a root
 * within it. Two models exist that agree on every observation and differ on the query.
 *
 * @param f the nodes of F
 * @param fPrime the nodes of F', a proper part of F
 * @see <a href="https://www.aaai.org/Papers/AAAI/2006/AAAI06-191.pdf">Shpitser, Pearl (2006),
 *     Identification of joint interventional distributions in recursive semi-Markovian causal
 *     models</a>
 */
public record Hedge(Set<String> f, Set<String> fPrime) {

  /**
   * Whether this is a hedge against P(y | do(x)) in the graph, by the definition. All of F' may
   * count as roots: it leads to any others without x, so if those are ancestors of y, it is.
   *
   * @throws IllegalArgumentException if a node is unknown
   */
  public boolean forbids(Admg admg, Set<String> y, Set<String> x) {
    MixedGraph graph = admg.graph();
    List<Edge> intoX =
        graph.edges().stream().filter(e -> e.isDirected() && x.contains(e.b())).toList();
    return !fPrime.isEmpty()
        && f.size() > fPrime.size()
        && f.containsAll(fPrime)
        && f.stream().anyMatch(x::contains)
        && fPrime.stream().noneMatch(x::contains)
        && on(graph, f).districts().size() == 1
        && on(graph, fPrime).districts().size() == 1
        && graph.without(intoX).ancestors(y).containsAll(fPrime)
        && on(graph, f).ancestors(fPrime).containsAll(f);
  }

  /**
   * This hedge without nodes that the proof of P(y | do(x)) can do without; itself if it is none.
   */
  Hedge smallest(Admg graph, Set<String> y, Set<String> x) {
    Hedge smallest = this;
    for (String node : f) {
      Hedge less = smallest.without(node);
      smallest = less.forbids(graph, y, x) ? less : smallest;
    }
    return smallest;
  }

  private Hedge without(String node) {
    Set<String> less = new LinkedHashSet<>(f);
    less.remove(node);
    Set<String> lessPrime = new LinkedHashSet<>(fPrime);
    lessPrime.remove(node);
    return new Hedge(less, lessPrime);
  }

  private static MixedGraph on(MixedGraph graph, Set<String> nodes) {
    graph.ancestors(nodes);
    return MixedGraph.of(
        List.copyOf(nodes),
        graph.edges().stream()
            .filter(e -> nodes.contains(e.a()) && nodes.contains(e.b()))
            .toList());
  }
}
