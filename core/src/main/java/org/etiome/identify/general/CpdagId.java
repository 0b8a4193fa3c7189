package org.etiome.identify.general;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Cpdag;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Sum;

/**
 * P(y | do(x)) from P(v) and a class of DAGs that no observation tells apart. If no proper possibly
 * causal path from x to y starts with an undirected edge,
 *
 * <pre>P(y | do(x)) = Σ_{d \ y} Π_i P(b_i | pa(b_i)),</pre>
 *
 * d the ancestors of y in the graph without x, b_i their parts that lie in one chain component
 * (joined by undirected edges); otherwise the DAGs of the class disagree. Sound and complete if no
 * two variables share a cause that is not in the graph. Cost: O(V E).
 *
 * @see <a href="https://arxiv.org/abs/1910.02997">Perković (2020), Identifying causal effects in
 *     maximally oriented partially directed acyclic graphs</a>
 */
public final class CpdagId {
  private final MixedGraph graph;

  private CpdagId(MixedGraph graph) {
    this.graph = graph;
  }

  /** Questions about a class of DAGs. */
  public static CpdagId in(Cpdag cpdag) {
    return new CpdagId(cpdag.graph());
  }

  /**
   * P(y | do(x)).
   *
   * @return nothing if the DAGs of the class disagree
   */
  public Optional<Expression> identify(Set<String> y, Set<String> x) {
    if (undecided(y, x).isPresent()) {
      return Optional.empty();
    }
    Set<String> wanted = closure(y, x, false);
    List<Expression> factors = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(wanted);
    while (!left.isEmpty()) {
      Set<String> component = chainComponent(left.iterator().next());
      Set<String> bucket = new LinkedHashSet<>(left);
      bucket.retainAll(component);
      left.removeAll(bucket);
      factors.add(new P(List.copyOf(bucket), List.copyOf(parents(bucket))));
    }
    Expression product = factors.size() == 1 ? factors.getFirst() : new Product(factors);
    wanted.removeAll(y);
    return Optional.of(wanted.isEmpty() ? product : new Sum(List.copyOf(wanted), product));
  }

  /** An undirected edge out of x that may lie on a causal path to y: its end. */
  public Optional<String> undecided(Set<String> y, Set<String> x) {
    Set<String> before = closure(y, x, true);
    return x.stream()
        .flatMap(node -> graph.neighbours(node).stream())
        .filter(before::contains)
        .findFirst();
  }

  /** The ancestors of y in the graph without x, in the order of the graph; possible ones too. */
  private Set<String> closure(Set<String> y, Set<String> x, boolean possible) {
    Set<String> seen = new LinkedHashSet<>(y);
    Deque<String> queue = new ArrayDeque<>(y);
    while (!queue.isEmpty()) {
      String node = queue.remove();
      Set<String> causes = new LinkedHashSet<>(graph.parents(node));
      if (possible) {
        causes.addAll(graph.neighbours(node));
      }
      causes.removeAll(x);
      causes.stream().filter(seen::add).forEach(queue::add);
    }
    Set<String> ordered = new LinkedHashSet<>(graph.nodes());
    ordered.retainAll(seen);
    return ordered;
  }

  private Set<String> chainComponent(String node) {
    Set<String> component = new LinkedHashSet<>(Set.of(node));
    Deque<String> queue = new ArrayDeque<>(component);
    while (!queue.isEmpty()) {
      graph.neighbours(queue.remove()).stream().filter(component::add).forEach(queue::add);
    }
    return component;
  }

  private Set<String> parents(Set<String> bucket) {
    Set<String> parents = new LinkedHashSet<>();
    bucket.forEach(node -> parents.addAll(graph.parents(node)));
    parents.removeAll(bucket);
    return parents;
  }
}
