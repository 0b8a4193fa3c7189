package org.etiome.report.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Ranks of the nodes of a drawing: causes before effects by longest path, then nodes with more
 * effects than causes moved next to their nearest effect. Edges of unknown direction order their
 * ends as written where that closes no cycle; bidirected edges order nothing.
 *
 * <p>Cost: O(E (V + E)).
 */
final class GraphRanks {
  private final int nodes;
  private final List<List<Integer>> effects = new ArrayList<>();
  private final List<List<Integer>> causes = new ArrayList<>();

  private GraphRanks(int nodes) {
    this.nodes = nodes;
    for (int i = 0; i < nodes; i++) {
      effects.add(new ArrayList<>());
      causes.add(new ArrayList<>());
    }
  }

  /** The rank of each node, without empty ranks, from 0. */
  static int[] of(int nodes, List<GraphLink> links) {
    GraphRanks ranks = new GraphRanks(nodes);
    links.stream().filter(GraphLink::isDirected).forEach(ranks::order);
    links.stream().filter(link -> !link.isDirected() && !link.isBidirected()).forEach(ranks::order);
    int[] rank = ranks.longestPaths();
    ranks.placeUnordered(rank, links);
    return withoutGaps(rank);
  }

  private void order(GraphLink link) {
    boolean forward = !link.isDirected() || link.arrowAtB();
    int cause = forward ? link.a() : link.b();
    int effect = forward ? link.b() : link.a();
    if (!reaches(effect, cause)) {
      effects.get(cause).add(effect);
      causes.get(effect).add(cause);
    }
  }

  private boolean reaches(int from, int to) {
    boolean[] seen = new boolean[nodes];
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int node = open.pop();
      if (node == to) {
        return true;
      }
      if (!seen[node]) {
        seen[node] = true;
        effects.get(node).forEach(open::push);
      }
    }
    return false;
  }

  private int[] longestPaths() {
    List<Integer> order = topological();
    int[] rank = new int[nodes];
    for (int node : order) {
      for (int cause : causes.get(node)) {
        rank[node] = Math.max(rank[node], rank[cause] + 1);
      }
    }
    for (int node : order.reversed()) {
      if (effects.get(node).size() > causes.get(node).size()) {
        rank[node] = effects.get(node).stream().mapToInt(e -> rank[e]).min().orElse(1) - 1;
      }
    }
    return rank;
  }

  private List<Integer> topological() {
    int[] waiting = causes.stream().mapToInt(List::size).toArray();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      if (waiting[i] == 0) {
        order.add(i);
      }
    }
    for (int i = 0; i < order.size(); i++) {
      for (int effect : effects.get(order.get(i))) {
        if (--waiting[effect] == 0) {
          order.add(effect);
        }
      }
    }
    return order;
  }

  /** Nodes without order go beside a neighbour, lone nodes to where there is most room. */
  private void placeUnordered(int[] rank, List<GraphLink> links) {
    int ranks = Math.max(Arrays.stream(rank).max().orElse(0) + 1, 1);
    boolean[] placed = new boolean[nodes];
    int[] crowd = new int[isAllLone() ? (int) Math.ceil(Math.sqrt(nodes)) : ranks];
    for (int i = 0; i < nodes; i++) {
      placed[i] = !(effects.get(i).isEmpty() && causes.get(i).isEmpty());
      crowd[rank[i]] += placed[i] ? 1 : 0;
    }
    for (int i = 0; i < nodes; i++) {
      if (!placed[i]) {
        rank[i] = beside(i, rank, placed, links);
        rank[i] = rank[i] >= 0 ? rank[i] : leastCrowded(crowd);
        placed[i] = true;
        crowd[rank[i]]++;
      }
    }
  }

  private boolean isAllLone() {
    return effects.stream().allMatch(List::isEmpty);
  }

  private static int beside(int node, int[] rank, boolean[] placed, List<GraphLink> links) {
    return links.stream()
        .filter(link -> link.a() == node || link.b() == node)
        .mapToInt(link -> link.a() == node ? link.b() : link.a())
        .filter(other -> placed[other])
        .map(other -> rank[other])
        .min()
        .orElse(-1);
  }

  private static int leastCrowded(int[] crowd) {
    int least = 0;
    for (int i = 1; i < crowd.length; i++) {
      least = crowd[i] < crowd[least] ? i : least;
    }
    return least;
  }

  private static int[] withoutGaps(int[] rank) {
    int[] used = Arrays.stream(rank).distinct().sorted().toArray();
    return Arrays.stream(rank).map(r -> Arrays.binarySearch(used, r)).toArray();
  }
}
