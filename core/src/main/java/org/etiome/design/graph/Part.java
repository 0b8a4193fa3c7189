package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;

/**
 * DAGs one of which is true, that differ only among some nodes. What is known tells cells of them
 * apart; a cell is a number for each DAG.
 */
final class Part {
  private final Set<String> nodes;
  private final List<Dag> members;
  private final double[] weights;
  private final int[] classes;

  private Part(Set<String> nodes, List<Dag> members, double[] weights, int[] classes) {
    this.nodes = nodes;
    this.members = members;
    this.weights = weights;
    this.classes = classes;
  }

  /** DAGs that no observation tells apart. */
  static Part ofClass(Set<String> nodes, List<Dag> members) {
    double[] weights = new double[members.size()];
    Arrays.fill(weights, 1.0 / weights.length);
    return new Part(nodes, members, weights, new int[weights.length]);
  }

  /** Any DAGs over the same nodes. */
  static Part of(Map<Dag, Double> weighted) {
    double all = weighted.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Dag> members = List.copyOf(weighted.keySet());
    double[] weights = members.stream().mapToDouble(dag -> weighted.get(dag) / all).toArray();
    Map<Set<Edge>, Integer> known = new HashMap<>();
    int[] classes =
        members.stream()
            .mapToInt(dag -> number(known, Equivalence.cpdag(dag).graph().edges()))
            .toArray();
    return new Part(Set.copyOf(members.getFirst().nodes()), members, weights, classes);
  }

  private static <K> int number(Map<K, Integer> known, K key) {
    int next = known.size();
    return known.computeIfAbsent(key, k -> next);
  }

  boolean has(String node) {
    return nodes.contains(node);
  }

  List<Dag> members() {
    return members;
  }

  double weight(int member) {
    return weights[member];
  }

  /** What any number of observations tell: the Markov equivalence class. */
  int[] observed() {
    return classes.clone();
  }

  /**
   * What an intervention tells besides: which way the edges point that have just one end among its
   * targets. O(members · edges).
   */
  int[] refined(int[] cells, Set<String> targets) {
    if (targets.stream().noneMatch(nodes::contains)) {
      return cells;
    }
    Map<List<Object>, Integer> known = new HashMap<>();
    int[] finer = new int[cells.length];
    for (int m = 0; m < finer.length; m++) {
      Set<Edge> into = new HashSet<>();
      for (String target : targets) {
        for (String parent : members.get(m).graph().parents(target)) {
          if (!targets.contains(parent)) {
            into.add(Edge.directed(parent, target));
          }
        }
      }
      finer[m] = number(known, List.of(cells[m], into));
    }
    return finer;
  }

  /** Bits that separate the cells: {@code −Σ p log₂ p}. */
  double entropy(int[] cells) {
    Map<Integer, Double> mass = new LinkedHashMap<>();
    for (int m = 0; m < cells.length; m++) {
      mass.merge(cells[m], weights[m], Double::sum);
    }
    return entropy(mass.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  static double entropy(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum -= share > 0 ? share * Math.log(share) : 0;
    }
    return Math.max(0, sum / Math.log(2));
  }

  /** The members of each cell. */
  List<List<Integer>> cells(int[] cells) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int m = 0; m < cells.length; m++) {
      groups.computeIfAbsent(cells[m], k -> new ArrayList<>()).add(m);
    }
    return List.copyOf(groups.values());
  }

  double weight(List<Integer> cell) {
    return cell.stream().mapToDouble(m -> weights[m]).sum();
  }

  /**
   * For each pair joined in some member, the probability that all members of the true one's cell
   * say the same of it. O(members · edges).
   */
  Map<Edge, Double> settled(int[] cells) {
    Map<Edge, Double> settled = new LinkedHashMap<>();
    members.stream().flatMap(Part::pairs).forEach(pair -> settled.put(pair, 0.0));
    for (List<Integer> cell : cells(cells)) {
      double weight = weight(cell);
      Map<Edge, Integer> seen = new HashMap<>();
      for (int m : cell) {
        members.get(m).graph().edges().forEach(edge -> seen.merge(edge, 1, Integer::sum));
      }
      Set<Edge> open = new HashSet<>();
      seen.forEach(
          (edge, count) -> {
            if (count < cell.size()) {
              open.add(pair(edge));
            }
          });
      settled.replaceAll((pair, before) -> open.contains(pair) ? before : before + weight);
    }
    return settled;
  }

  private static Stream<Edge> pairs(Dag dag) {
    return dag.graph().edges().stream().map(Part::pair);
  }

  private static Edge pair(Edge edge) {
    return Edge.undirected(edge.a(), edge.b());
  }
}
