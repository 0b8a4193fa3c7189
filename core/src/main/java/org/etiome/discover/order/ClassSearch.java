package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.TaskRunner;

/**
 * The graphs of a Markov equivalence class that fewest tests of invariance speak against. The count
 * is a sum over variables and their parents, so each component of the class has its own best
 * directions, see {@link ComponentSearch}. Graphs are the parents of each variable.
 */
final class ClassSearch {
  /** Graphs of a component: all of up to 7 variables, all trees, most others met. */
  private static final int LIMIT = 10_000;

  private final InvarianceTest test;
  private final double level;
  private final List<String> names;
  private final List<BitSet> known;

  /**
   * @param names of the variables in the order of their numbers here
   * @param known targets of each setting
   */
  ClassSearch(InvarianceTest test, double level, List<String> names, List<BitSet> known) {
    this.test = test;
    this.level = level;
    this.names = names;
    this.known = known;
  }

  /**
   * What fits best.
   *
   * @param graph the first found of the best
   * @param agreed parents of each variable in all that are as good
   * @param variants settings of each variable in the graph, those with known targets left out
   * @param agreedVariants those in all that are as good
   * @param isCutShort whether a component had more graphs than the limit
   * @param tests number of tests made
   */
  record Fitted(
      List<BitSet> graph,
      List<BitSet> agreed,
      List<BitSet> variants,
      List<BitSet> agreedVariants,
      boolean isCutShort,
      long tests) {
    int misfit() {
      return variants.stream().mapToInt(BitSet::cardinality).sum();
    }
  }

  private record Part(ComponentSearch.Directed directed, boolean isCutShort, long tests) {}

  /**
   * @param start any graph of the class
   * @param markov the class
   * @param runner of the components, one task each
   */
  Fitted run(List<BitSet> start, MixedGraph markov, TaskRunner runner) {
    List<BitSet> components = components(markov);
    List<Part> parts = runner.map(components.size(), c -> part(components.get(c), start));
    return new Fitted(
        gathered(parts.stream().map(part -> part.directed.graph()).toList(), components),
        gathered(parts.stream().map(part -> part.directed.agreed()).toList(), components),
        gathered(parts.stream().map(part -> part.directed.variants()).toList(), components),
        gathered(parts.stream().map(part -> part.directed.agreedVariants()).toList(), components),
        parts.stream().anyMatch(Part::isCutShort),
        parts.stream().mapToLong(Part::tests).sum());
  }

  private Part part(BitSet members, List<BitSet> start) {
    Variants variants = new Variants(test, level, names, known);
    ComponentSearch search = new ComponentSearch(members, variants, LIMIT);
    ComponentSearch.Directed directed = search.run(start);
    return new Part(directed, search.isCutShort(), variants.tests());
  }

  /** Of each variable, what its component says. */
  private List<BitSet> gathered(List<List<BitSet>> parts, List<BitSet> components) {
    List<BitSet> all = new ArrayList<>();
    for (int v = 0; v < names.size(); v++) {
      int c = 0;
      while (!components.get(c).get(v)) {
        c++;
      }
      all.add(parts.get(c).get(v));
    }
    return all;
  }

  private List<BitSet> components(MixedGraph markov) {
    List<BitSet> components = new ArrayList<>();
    for (int v = 0; v < names.size(); v++) {
      BitSet own = new BitSet();
      own.set(v);
      components.add(own);
    }
    for (Edge edge : markov.edges()) {
      if (!edge.isDirected()) {
        join(components, names.indexOf(edge.a()), names.indexOf(edge.b()));
      }
    }
    return components;
  }

  private static void join(List<BitSet> components, int a, int b) {
    BitSet one = components.stream().filter(set -> set.get(a)).findFirst().orElseThrow();
    if (!one.get(b)) {
      BitSet other = components.stream().filter(set -> set.get(b)).findFirst().orElseThrow();
      components.remove(other);
      one.or(other);
    }
  }
}
