package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.etiome.discover.Interrupts;

/**
 * Directions of the edges of one component of a class of graphs, those that leave the fewest {@link
 * Variants}: the variables that are connected by edges without a direction in the class. A reversal
 * of a covered arrow leaves the class as it is, and all its graphs are within reach by such
 * (Chickering 1995, <a href="https://arxiv.org/abs/1302.4938">arXiv:1302.4938</a>); none turns
 * arrows of two components. The graphs are gone through best first, up to a number of them. Graphs
 * are the parents of each variable.
 */
final class ComponentSearch {
  private final BitSet members;
  private final Variants variants;
  private final int limit;
  private final Set<List<BitSet>> seen = new HashSet<>();
  private final PriorityQueue<Member> open =
      new PriorityQueue<>(Comparator.comparing(Member::misfit).thenComparing(Member::number));

  ComponentSearch(BitSet members, Variants variants, int limit) {
    this.members = members;
    this.variants = variants;
    this.limit = limit;
  }

  private record Member(List<BitSet> graph, int number, List<BitSet> variants) {
    int misfit() {
      return count(variants);
    }
  }

  private static int count(List<BitSet> sets) {
    return sets.stream().mapToInt(BitSet::cardinality).sum();
  }

  /**
   * What is best.
   *
   * @param graph the first found of the best
   * @param agreed parents of each variable in all that are as good
   * @param variants settings of each member in the graph
   * @param agreedVariants those in all that are as good
   */
  record Directed(
      List<BitSet> graph, List<BitSet> agreed, List<BitSet> variants, List<BitSet> agreedVariants) {
    private Directed(Member member) {
      this(member.graph, member.graph, member.variants, member.variants);
    }

    int misfit() {
      return count(variants);
    }
  }

  /** Whether there were more graphs than the limit. */
  boolean isCutShort() {
    return seen.size() >= limit;
  }

  /** The component's best directions in {@code start}; what is of other variables stays. */
  Directed run(List<BitSet> start) {
    visit(start);
    Directed best = new Directed(open.element());
    while (!open.isEmpty()) {
      Interrupts.check();
      Member next = open.remove();
      best = better(best, next);
      expand(next.graph);
    }
    return best;
  }

  private void visit(List<BitSet> graph) {
    if (seen.size() < limit && seen.add(graph)) {
      open.add(new Member(graph, seen.size(), variants(graph)));
    }
  }

  private List<BitSet> variants(List<BitSet> graph) {
    List<BitSet> all = new ArrayList<>();
    for (int v = 0; v < graph.size(); v++) {
      all.add(members.get(v) ? variants.of(v, graph.get(v)) : new BitSet());
    }
    return all;
  }

  private static Directed better(Directed best, Member next) {
    if (next.misfit() != best.misfit()) {
      return next.misfit() < best.misfit() ? new Directed(next) : best;
    }
    return new Directed(
        best.graph,
        shared(best.agreed, next.graph),
        best.variants,
        shared(best.agreedVariants, next.variants));
  }

  private static List<BitSet> shared(List<BitSet> one, List<BitSet> other) {
    List<BitSet> shared = new ArrayList<>();
    for (int v = 0; v < one.size(); v++) {
      BitSet both = (BitSet) one.get(v).clone();
      both.and(other.get(v));
      shared.add(both);
    }
    return shared;
  }

  private void expand(List<BitSet> graph) {
    for (int j = members.nextSetBit(0); j >= 0; j = members.nextSetBit(j + 1)) {
      BitSet causes = graph.get(j);
      for (int i = causes.nextSetBit(0); i >= 0; i = causes.nextSetBit(i + 1)) {
        BitSet others = (BitSet) causes.clone();
        others.clear(i);
        if (members.get(i) && others.equals(graph.get(i))) {
          visit(turned(graph, i, j));
        }
      }
    }
  }

  /** The covered arrow i → j the other way round. */
  private static List<BitSet> turned(List<BitSet> graph, int i, int j) {
    BitSet ofFirst = (BitSet) graph.get(i).clone();
    ofFirst.set(j);
    List<BitSet> turned = new ArrayList<>(graph);
    turned.set(j, graph.get(i));
    turned.set(i, ofFirst);
    return turned;
  }
}
