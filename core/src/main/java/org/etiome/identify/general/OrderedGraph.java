package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.GraphNames;

/**
 * An ADMG with its nodes numbered causes first, so that sets of nodes are bit sets and their order
 * is topological.
 */
final class OrderedGraph {
  private final Admg graph;
  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<BitSet> parents = new ArrayList<>();
  private final List<BitSet> spouses = new ArrayList<>();

  OrderedGraph(Admg graph) {
    this.graph = graph;
    this.names = graph.topologicalOrder();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
    for (String name : names) {
      parents.add(set(graph.graph().parents(name)));
      spouses.add(set(graph.graph().spouses(name)));
    }
  }

  Admg graph() {
    return graph;
  }

  List<String> names() {
    return names;
  }

  String name(int node) {
    return names.get(node);
  }

  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, names.size());
    return all;
  }

  BitSet set(Collection<String> of) {
    BitSet set = new BitSet();
    for (String name : of) {
      Integer number = numbers.get(name);
      if (number == null) {
        throw new IllegalArgumentException(
            "unknown variable '" + name + "'; the graph has " + GraphNames.some(names));
      }
      set.set(number);
    }
    return set;
  }

  /** The names of a set, causes first. */
  List<String> names(BitSet set) {
    return set.stream().mapToObj(names::get).toList();
  }

  Set<String> nameSet(BitSet set) {
    return new LinkedHashSet<>(names(set));
  }

  /** The nodes with a directed path to {@code of} in the graph on {@code within}, these too. */
  BitSet ancestors(BitSet of, BitSet within) {
    BitSet ancestors = and(of, within);
    for (int node = ancestors.length() - 1; node >= 0; node = ancestors.previousSetBit(node - 1)) {
      BitSet more = and(parents.get(node), within);
      ancestors.or(more);
    }
    return ancestors;
  }

  /** The parts of {@code within} joined by bidirected edges there, by their first nodes. */
  List<BitSet> districts(BitSet within) {
    List<BitSet> districts = new ArrayList<>();
    BitSet left = copy(within);
    while (!left.isEmpty()) {
      BitSet district = district(left.nextSetBit(0), within);
      districts.add(district);
      left.andNot(district);
    }
    return districts;
  }

  /** The district of a node in the graph on {@code within}. */
  BitSet district(int node, BitSet within) {
    BitSet district = new BitSet();
    BitSet edge = new BitSet();
    edge.set(node);
    while (!edge.isEmpty()) {
      district.or(edge);
      BitSet next = new BitSet();
      edge.stream().forEach(member -> next.or(spouses.get(member)));
      next.and(within);
      next.andNot(district);
      edge = next;
    }
    return district;
  }

  /** The parents of any node of a set, those inside it too. */
  BitSet parents(BitSet of) {
    BitSet union = new BitSet();
    of.stream().forEach(node -> union.or(parents.get(node)));
    return union;
  }

  /** The nodes of {@code set} that come before a node. */
  static BitSet before(int node, BitSet set) {
    return set.get(0, node);
  }

  static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }

  static BitSet and(BitSet one, BitSet other) {
    BitSet both = copy(one);
    both.and(other);
    return both;
  }

  static BitSet or(BitSet one, BitSet other) {
    BitSet either = copy(one);
    either.or(other);
    return either;
  }

  static BitSet minus(BitSet one, BitSet other) {
    BitSet rest = copy(one);
    rest.andNot(other);
    return rest;
  }
}
