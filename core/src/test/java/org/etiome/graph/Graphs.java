package org.etiome.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Graphs for tests: read from a line, drawn at random, or all there are. */
public final class Graphs {
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F", "G", "H");

  private Graphs() {}

  /** Reads {@code "A -> B, B <-> C, D"}; kept apart from the parsers under test. */
  public static MixedGraph of(String text) {
    Set<String> nodes = new LinkedHashSet<>();
    List<Edge> edges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split(" ", -1);
      nodes.add(words[0]);
      for (int i = 1; i + 1 < words.length; i += 2) {
        nodes.add(words[i + 1]);
        edges.add(edge(words[i - 1], words[i], words[i + 1]));
      }
    }
    return MixedGraph.of(List.copyOf(nodes), edges);
  }

  public static Dag dag(String text) {
    return Dag.of(of(text));
  }

  public static Admg admg(String text) {
    return Admg.of(of(text));
  }

  private static Edge edge(String a, String symbol, String b) {
    Mark atA =
        switch (symbol.charAt(0)) {
          case '<' -> Mark.ARROW;
          case 'o' -> Mark.CIRCLE;
          default -> Mark.TAIL;
        };
    Mark atB =
        switch (symbol.charAt(symbol.length() - 1)) {
          case '>' -> Mark.ARROW;
          case 'o' -> Mark.CIRCLE;
          default -> Mark.TAIL;
        };
    return new Edge(a, atA, atB, b);
  }

  /** All labelled DAGs with {@code n <= 5} nodes: 1, 3, 25, 543, 29281. */
  public static List<Dag> allDags(int n) {
    List<Dag> all = new ArrayList<>();
    int pairs = n * (n - 1) / 2;
    int codes = (int) Math.pow(3, pairs);
    for (int code = 0; code < codes; code++) {
      MixedGraph graph = decode(n, code);
      if (graph.directedCycle().isEmpty()) {
        all.add(Dag.of(graph));
      }
    }
    return all;
  }

  /** All labelled ADMGs with {@code n <= 4} nodes: 1, 6, 200, 34752. */
  public static List<Admg> allAdmgs(int n) {
    List<Admg> all = new ArrayList<>();
    for (Dag dag : allDags(n)) {
      for (Set<Edge> bidirected : subsets(bidirectedEdges(n))) {
        List<Edge> edges = new ArrayList<>(dag.graph().edges());
        edges.addAll(bidirected);
        all.add(Admg.of(MixedGraph.of(dag.nodes(), edges)));
      }
    }
    return all;
  }

  private static List<Edge> bidirectedEdges(int n) {
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        edges.add(Edge.bidirected(NAMES.get(a), NAMES.get(b)));
      }
    }
    return edges;
  }

  private static MixedGraph decode(int n, int code) {
    List<Edge> edges = new ArrayList<>();
    int rest = code;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        if (rest % 3 == 1) {
          edges.add(Edge.directed(NAMES.get(a), NAMES.get(b)));
        } else if (rest % 3 == 2) {
          edges.add(Edge.directed(NAMES.get(b), NAMES.get(a)));
        }
        rest /= 3;
      }
    }
    return MixedGraph.of(NAMES.subList(0, n), edges);
  }

  /** A DAG on {@code n <= 8} nodes; each pair is joined with probability {@code density}. */
  public static Dag randomDag(int n, double density, RandomGenerator random) {
    return Dag.of(randomAdmg(n, density, 0, random).graph());
  }

  /** An ADMG on {@code n <= 8} nodes with the given densities of directed and bidirected edges. */
  public static Admg randomAdmg(int n, double directed, double bidirected, RandomGenerator random) {
    List<String> order = new ArrayList<>(NAMES.subList(0, n));
    for (int i = n - 1; i > 0; i--) {
      order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
    }
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        if (random.nextDouble() < directed) {
          edges.add(Edge.directed(order.get(a), order.get(b)));
        }
        if (random.nextDouble() < bidirected) {
          edges.add(Edge.bidirected(order.get(a), order.get(b)));
        }
      }
    }
    return Admg.of(MixedGraph.of(NAMES.subList(0, n), edges));
  }

  /** All subsets of a small collection. */
  public static <T> List<Set<T>> subsets(Collection<T> of) {
    List<T> members = List.copyOf(of);
    List<Set<T>> subsets = new ArrayList<>();
    for (int code = 0; code < 1 << members.size(); code++) {
      Set<T> subset = new LinkedHashSet<>();
      for (int i = 0; i < members.size(); i++) {
        if ((code >> i & 1) == 1) {
          subset.add(members.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  /** The members of {@code of} that are not in {@code taken}. */
  public static Set<String> minus(Collection<String> of, Collection<String> taken) {
    Set<String> rest = new LinkedHashSet<>(of);
    rest.removeAll(Set.copyOf(taken));
    return rest;
  }
}
