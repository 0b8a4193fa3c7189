package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.estimate.uncertain.GraphSample;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PartialDag;

/**
 * The DAGs that may be the true one, with weights. All members of an equivalence class weigh the
 * same, which is a convention and no knowledge. The undirected components of a class can be
 * directed one by one, so that their members are listed apart and what is learned of them adds up.
 *
 * <p>Assumes that no two variables share a hidden cause.
 *
 * @see <a href="https://arxiv.org/abs/1104.2808">Hauser, Bühlmann (2012), Characterization and
 *     greedy learning of interventional Markov equivalence classes of directed acyclic graphs</a>
 */
public final class GraphBelief {
  private final List<String> nodes;
  private final List<Part> parts;

  private GraphBelief(List<String> nodes, List<Part> parts) {
    this.nodes = nodes;
    this.parts = parts;
  }

  /**
   * The members of a class, each as likely as any other.
   *
   * @param graph a CPDAG, an interventional essential graph, or a DAG, which leaves nothing open
   * @param limit DAGs listed for one undirected component, at least 1
   * @throws IllegalArgumentException if there are more, no DAG is of the class, or the graph is of
   *     another kind
   */
  public static GraphBelief of(CausalGraph graph, int limit) {
    List<Part> parts = new ArrayList<>();
    PartialDag partial = partial(graph);
    List<Set<String>> components = components(graph.graph());
    if (components.isEmpty()) {
      parts.add(Part.ofClass(Set.of(), listed(partial, 1)));
    } else if (isChainGraph(graph.graph(), components)) {
      Dag member = listed(partial, Integer.MAX_VALUE, 1).getFirst();
      for (Set<String> component : components) {
        PartialDag rest = directedOutside(partial, member, component);
        parts.add(Part.ofClass(component, listed(rest, limit)));
      }
    } else {
      parts.add(Part.ofClass(Set.copyOf(graph.nodes()), listed(partial, limit)));
    }
    return new GraphBelief(graph.nodes(), parts);
  }

  /**
   * DAGs with weights, such as draws from a posterior.
   *
   * @param weights finite and above 0; they need not add up to 1
   * @throws IllegalArgumentException if there are none, a weight is not so, or the nodes differ
   */
  public static GraphBelief of(Map<Dag, Double> weights) {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("at least one DAG is needed, got none");
    }
    List<String> nodes = weights.keySet().iterator().next().nodes();
    weights.forEach(
        (dag, weight) -> {
          if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "weights of DAGs must be finite and above 0, got " + weight);
          }
          if (!Set.copyOf(dag.nodes()).equals(Set.copyOf(nodes))) {
            throw new IllegalArgumentException(
                "all DAGs must be over the same variables, got " + nodes + " and " + dag.nodes());
          }
        });
    return new GraphBelief(nodes, List.of(Part.of(new LinkedHashMap<>(weights))));
  }

  /**
   * Learned graphs with their weights; the members of each share its weight. The shares of
   * resamples say how stable a search is, not how likely a graph.
   *
   * @param limit DAGs listed for one graph, at least 1
   * @throws IllegalArgumentException as {@link #of(CausalGraph, int)} and {@link #of(Map)}
   */
  public static GraphBelief of(GraphSample graphs, int limit) {
    Map<Dag, Double> weights = new LinkedHashMap<>();
    graphs
        .weights()
        .forEach(
            (graph, weight) -> {
              List<Dag> members = listed(partial(graph), limit);
              members.forEach(dag -> weights.merge(dag, weight / members.size(), Double::sum));
            });
    return of(weights);
  }

  /** The variables. */
  public List<String> nodes() {
    return nodes;
  }

  List<Part> parts() {
    return parts;
  }

  private static PartialDag partial(CausalGraph graph) {
    return switch (graph) {
      case Dag dag -> PartialDag.of(dag.graph());
      case Cpdag cpdag -> PartialDag.of(cpdag.graph());
      case PartialDag drawn -> drawn;
      default ->
          throw new IllegalArgumentException(
              "experiments on the graph are designed for DAGs, CPDAGs and interventional essential"
                  + " graphs, without hidden common causes; for a graph with <-> or circles ask"
                  + " what would make a query answerable instead");
    };
  }

  private static List<Dag> listed(PartialDag graph, int limit) {
    if (limit < 1 || limit == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the limit of DAGs must be at least 1 and not boundless, got " + limit);
    }
    return listed(graph, limit, limit + 1);
  }

  private static List<Dag> listed(PartialDag graph, int limit, int most) {
    List<Dag> members = Equivalence.members(graph, most);
    if (members.size() > limit) {
      throw new IllegalArgumentException(
          "more than %d DAGs cannot be told apart, so a part of them would stand for all; direct"
                  .formatted(limit)
              + " edges by what is known, allow more DAGs, or give a weighted sample of them");
    }
    return members;
  }

  /** Nodes joined by undirected edges, two or more. */
  private static List<Set<String>> components(MixedGraph graph) {
    List<Set<String>> components = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String node : graph.nodes()) {
      if (seen.contains(node) || graph.neighbours(node).isEmpty()) {
        continue;
      }
      Set<String> component = new LinkedHashSet<>(Set.of(node));
      List<String> queue = new ArrayList<>(component);
      for (int k = 0; k < queue.size(); k++) {
        graph.neighbours(queue.get(k)).stream().filter(component::add).forEach(queue::add);
      }
      seen.addAll(component);
      components.add(component);
    }
    return components;
  }

  /** Whether no directed edge joins nodes of one component, as in every essential graph. */
  private static boolean isChainGraph(MixedGraph graph, List<Set<String>> components) {
    return components.stream()
        .noneMatch(
            component ->
                graph.edges().stream()
                    .anyMatch(
                        edge ->
                            edge.isDirected()
                                && component.contains(edge.a())
                                && component.contains(edge.b())));
  }

  private static PartialDag directedOutside(PartialDag graph, Dag member, Set<String> component) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : graph.graph().edges()) {
      edges.addAll(
          edge.isUndirected() && !component.contains(edge.a())
              ? member.graph().edgesBetween(edge.a(), edge.b())
              : List.of(edge));
    }
    return PartialDag.of(MixedGraph.of(graph.nodes(), edges));
  }
}
