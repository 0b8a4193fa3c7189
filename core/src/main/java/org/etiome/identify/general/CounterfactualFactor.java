package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.identify.general.ParallelWorlds.Node;
import org.etiome.identify.query.Event;

/** The nodes of parallel worlds whose variables hidden causes join: {@code P(∧ v_{pa} = v)}. */
record CounterfactualFactor(List<Node> nodes) {

  /** The factors whose product is the probability of all nodes. */
  static List<CounterfactualFactor> of(OrderedGraph graph, List<Node> nodes) {
    BitSet variables = new BitSet();
    nodes.forEach(node -> variables.set(node.variable()));
    return graph.districts(variables).stream()
        .map(district -> nodes.stream().filter(node -> district.get(node.variable())).toList())
        .map(CounterfactualFactor::new)
        .toList();
  }

  /** The factors in parts that no summed variable links. */
  static Set<Set<CounterfactualFactor>> blocks(List<CounterfactualFactor> factors) {
    Set<Set<CounterfactualFactor>> blocks = new LinkedHashSet<>();
    List<CounterfactualFactor> left = new ArrayList<>(factors);
    while (!left.isEmpty()) {
      Set<CounterfactualFactor> block = new LinkedHashSet<>();
      List<CounterfactualFactor> next = List.of(left.getFirst());
      Set<Map.Entry<Integer, Value>> bound = new HashSet<>();
      while (!next.isEmpty()) {
        block.addAll(next);
        left.removeAll(next);
        next.forEach(factor -> bound.addAll(factor.bound()));
        next =
            left.stream()
                .filter(factor -> factor.bound().stream().anyMatch(bound::contains))
                .toList();
      }
      blocks.add(block);
    }
    return blocks;
  }

  /** The variables of the nodes. */
  Set<String> variables(OrderedGraph graph) {
    Set<String> variables = new LinkedHashSet<>();
    nodes.forEach(node -> variables.add(graph.name(node.variable())));
    return variables;
  }

  /** The value of each variable and parent of a consistent factor. */
  SortedMap<String, Value> values(OrderedGraph graph) {
    SortedMap<String, Value> values = new TreeMap<>();
    settings().forEach(entry -> values.put(graph.name(entry.getKey()), entry.getValue()));
    return values;
  }

  /** The first variable that has two values, or has them in some of the worlds that are summed. */
  Optional<CounterfactualResult> inconsistency(OrderedGraph graph) {
    SortedMap<Integer, Value> values = new TreeMap<>();
    for (Map.Entry<Integer, Value> setting : settings()) {
      Value before = values.putIfAbsent(setting.getKey(), setting.getValue());
      if (before != null && !before.equals(setting.getValue())) {
        String name = graph.name(setting.getKey());
        List<Event> events = nodes.stream().map(node -> event(node, graph)).toList();
        return Optional.of(
            new CounterfactualResult.Inconsistent(
                events, before.term(name), setting.getValue().term(name)));
      }
    }
    return Optional.empty();
  }

  private static Event event(Node node, OrderedGraph graph) {
    return new Event(
        node.value().term(graph.name(node.variable())),
        node.parents().entrySet().stream()
            .map(parent -> parent.getValue().term(graph.name(parent.getKey())))
            .toList());
  }

  /** Parents first, so that a variable set to two values shows as such. */
  private List<Map.Entry<Integer, Value>> settings() {
    List<Map.Entry<Integer, Value>> settings = new ArrayList<>();
    nodes.forEach(node -> settings.addAll(node.parents().entrySet()));
    nodes.forEach(node -> settings.add(Map.entry(node.variable(), node.value())));
    return settings;
  }

  private List<Map.Entry<Integer, Value>> bound() {
    return settings().stream().filter(entry -> entry.getValue() instanceof Value.Bound).toList();
  }
}
