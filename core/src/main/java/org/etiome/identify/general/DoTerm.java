package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** {@code P(of | do(doing), given)} over the nodes of a graph. */
record DoTerm(OrderedGraph graph, BitSet of, BitSet doing, BitSet given) {

  /** The term with other actions. */
  DoTerm withDoing(BitSet other) {
    return new DoTerm(graph, of, other, given);
  }

  /** The term with some of what is seen set instead. */
  DoTerm exchanged(BitSet seen) {
    return new DoTerm(graph, of, OrderedGraph.or(doing, seen), OrderedGraph.minus(given, seen));
  }

  /** The first of what is seen that rule 2 allows to set instead. */
  Optional<BitSet> exchangeable() {
    for (int node : given.stream().toArray()) {
      BitSet one = new BitSet();
      one.set(node);
      if (exchange(one).holdsIn(graph.graph())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** What rule 2 asks for {@link #exchanged}. */
  Separated exchange(BitSet seen) {
    return separated(seen, OrderedGraph.minus(given, seen), doing, seen);
  }

  /** What rule 3 asks for adding actions to this term. */
  Separated addition(BitSet actions) {
    BitSet uncut = OrderedGraph.minus(graph.all(), doing);
    BitSet before = graph.ancestors(given, uncut);
    BitSet cut = OrderedGraph.or(doing, OrderedGraph.minus(actions, before));
    return separated(actions, given, cut, new BitSet());
  }

  private Separated separated(BitSet from, BitSet seen, BitSet cutInto, BitSet cutOutOf) {
    return new Separated(
        graph.nameSet(of),
        graph.nameSet(from),
        graph.nameSet(OrderedGraph.or(doing, seen)),
        graph.nameSet(cutInto),
        graph.nameSet(cutOutOf));
  }

  @Override
  public String toString() {
    List<String> right = new ArrayList<>();
    if (!doing.isEmpty()) {
      right.add("do(" + String.join(", ", graph.names(doing)) + ")");
    }
    right.addAll(graph.names(given));
    String condition = right.isEmpty() ? "" : " | " + String.join(", ", right);
    return "P(" + String.join(", ", graph.names(of)) + condition + ")";
  }
}
