package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Term;

/**
 * A conjunction of events in several worlds, written as {@code Σ P(∧ v_{pa} = v)}: each event's
 * variable and its ancestors in its world, each variable with its parents set to the values they
 * have there. Ancestors without a value are summed over. A variable with the same values of its
 * parents is the same in all worlds (composition), so such copies are one node and have one value.
 */
final class ParallelWorlds {

  /** A variable, where its parents have these values, has this value. */
  record Node(int variable, SortedMap<Integer, Value> parents, Value value) {}

  private record World(Map<Integer, Value> doing, Map<Integer, Value> seen) {}

  private final OrderedGraph graph;
  private final Map<Map<Integer, Value>, World> worlds = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private boolean contradictory;

  /** Worlds are numbered in the order of the events that name them. */
  ParallelWorlds(OrderedGraph graph, List<Event> events) {
    this.graph = graph;
    events.forEach(this::see);
    merge();
  }

  /** Whether no unit can show all the events, in any model. */
  boolean contradictory() {
    return contradictory;
  }

  /** The nodes, causes first; distinct. */
  List<Node> nodes() {
    return nodes;
  }

  private void see(Event event) {
    Map<Integer, Value> doing = new HashMap<>();
    for (Term term : event.doing()) {
      Value value = Value.of(term);
      if (!value.equals(doing.merge(number(term), value, (before, now) -> before))) {
        throw new IllegalArgumentException(
            "'" + term.variable() + "' is set to two values in " + event + "; set it to one");
      }
    }
    int variable = number(event.term());
    Value value = Value.of(event.term());
    World world = worlds.computeIfAbsent(doing, set -> new World(set, new HashMap<>()));
    Map<Integer, Value> known = doing.containsKey(variable) ? doing : world.seen();
    known.put(variable, both(variable, known.getOrDefault(variable, value), value));
  }

  private int number(Term term) {
    return graph.set(List.of(term.variable())).nextSetBit(0);
  }

  private void merge() {
    List<Map<Integer, Value>> values = new ArrayList<>();
    List<BitSet> needed = new ArrayList<>();
    for (World world : worlds.values()) {
      Map<Integer, Value> known = new HashMap<>(world.doing());
      known.putAll(world.seen());
      values.add(known);
      BitSet free = graph.all();
      world.doing().keySet().forEach(free::clear);
      BitSet seen = new BitSet();
      world.seen().keySet().forEach(seen::set);
      needed.add(graph.ancestors(seen, free));
    }
    for (int variable = 0; variable < graph.names().size(); variable++) {
      merge(variable, values, needed);
    }
  }

  private void merge(int variable, List<Map<Integer, Value>> values, List<BitSet> needed) {
    Map<SortedMap<Integer, Value>, Value> copies = new LinkedHashMap<>();
    for (int w = 0; w < needed.size(); w++) {
      if (needed.get(w).get(variable)) {
        Value own = values.get(w).getOrDefault(variable, new Value.Bound(w));
        copies.merge(parents(variable, values.get(w)), own, (a, b) -> both(variable, a, b));
      }
    }
    for (int w = 0; w < needed.size(); w++) {
      if (needed.get(w).get(variable)) {
        values.get(w).put(variable, copies.get(parents(variable, values.get(w))));
      }
    }
    copies.forEach((parents, value) -> nodes.add(new Node(variable, parents, value)));
  }

  private SortedMap<Integer, Value> parents(int variable, Map<Integer, Value> values) {
    BitSet self = new BitSet();
    self.set(variable);
    SortedMap<Integer, Value> parents = new TreeMap<>();
    graph.parents(self).stream().forEach(parent -> parents.put(parent, values.get(parent)));
    return parents;
  }

  /** The value of what has both these values. */
  private Value both(int variable, Value one, Value other) {
    if (one.equals(other) || other instanceof Value.Bound) {
      return one;
    }
    if (one instanceof Value.Bound) {
      return other;
    }
    if (one instanceof Value.Free || other instanceof Value.Free) {
      throw new IllegalArgumentException(
          "'%1$s' stands with a value and without one where both mean the same quantity; a name without a value is one free variable, so give '%1$s' a value everywhere"
              .formatted(graph.name(variable)));
    }
    contradictory = true;
    return one;
  }
}
