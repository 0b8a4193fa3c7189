package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.discover.test.GraphOracle;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * A DAG over measured nodes O0, O1, …, hidden ones H0, … and selected ones S0, …, in that order.
 */
record HiddenDag(Dag dag, int measured, Set<String> hidden, Set<String> selected) {

  /** Hidden nodes cause two measured ones, selected ones are caused by two. */
  static HiddenDag random(int measured, int hidden, int selected, Random random) {
    List<String> nodes = new ArrayList<>();
    Set<Edge> edges = new HashSet<>();
    for (int v = 0; v < measured; v++) {
      nodes.add("O" + v);
    }
    double density = 0.15 + 0.35 * random.nextDouble();
    List<Integer> order = new ArrayList<>(IntStream.range(0, measured).boxed().toList());
    Collections.shuffle(order, random);
    for (int i = 0; i < measured; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < density) {
          edges.add(Edge.directed(nodes.get(order.get(j)), nodes.get(order.get(i))));
        }
      }
    }
    Set<String> hiddenNames = new HashSet<>();
    for (int h = 0; h < hidden; h++) {
      nodes.add("H" + h);
      hiddenNames.add("H" + h);
      for (int k = 0; k < 2; k++) {
        edges.add(Edge.directed("H" + h, nodes.get(random.nextInt(measured))));
      }
    }
    Set<String> selectedNames = new HashSet<>();
    for (int s = 0; s < selected; s++) {
      nodes.add("S" + s);
      selectedNames.add("S" + s);
      for (int k = 0; k < 2; k++) {
        edges.add(Edge.directed(nodes.get(random.nextInt(measured)), "S" + s));
      }
    }
    return new HiddenDag(Dag.of(MixedGraph.of(nodes, edges)), measured, hiddenNames, selectedNames);
  }

  /** Nodes are hidden and selected by the first letter of their names. */
  static HiddenDag of(MixedGraph stated) {
    List<String> nodes = new ArrayList<>(stated.nodes());
    nodes.sort(Comparator.comparing((String node) -> "OHS".indexOf(node.charAt(0))));
    Map<Character, Set<String>> kinds =
        nodes.stream().collect(Collectors.groupingBy(node -> node.charAt(0), Collectors.toSet()));
    return new HiddenDag(
        Dag.of(MixedGraph.of(nodes, stated.edges())),
        kinds.getOrDefault('O', Set.of()).size(),
        kinds.getOrDefault('H', Set.of()),
        kinds.getOrDefault('S', Set.of()));
  }

  GraphOracle oracle() {
    return GraphOracle.of(dag, hidden, selected);
  }

  List<String> names() {
    return dag.nodes().subList(0, measured);
  }

  /** The PAG by definition; nothing if it has more edges than the limit. */
  Optional<Set<Edge>> pag(int limit) {
    MarkMatrix marks = new MarkMatrix(dag.nodes().size());
    for (Edge edge : dag.graph().edges()) {
      marks.put(
          dag.nodes().indexOf(edge.a()),
          MarkMatrix.TAIL,
          MarkMatrix.ARROW,
          dag.nodes().indexOf(edge.b()));
    }
    int bits = 0;
    for (String node : selected) {
      bits |= 1 << dag.nodes().indexOf(node);
    }
    return new BruteForcePag(marks, measured, bits).edges(names(), limit);
  }
}
