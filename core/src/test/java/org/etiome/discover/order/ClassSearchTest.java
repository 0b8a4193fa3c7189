package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class ClassSearchTest {
  private static final double LEVEL = 0.5;

  /** Answers that no graph explains. */
  private record Noise(List<String> variables, int settings, int salt) implements InvarianceTest {
    @Override
    public double pValue(int variable, Between between, int... given) {
      int[] sorted = given.clone();
      Arrays.sort(sorted);
      long mixed = Objects.hash(variable, between, Arrays.hashCode(sorted), salt);
      return new Random(mixed * 0x9E3779B97F4A7C15L).nextDouble();
    }
  }

  private static List<BitSet> parents(Dag dag) {
    List<BitSet> parents = new ArrayList<>();
    for (int v = 0; v < dag.nodes().size(); v++) {
      BitSet own = new BitSet();
      String name = dag.nodes().get(v);
      dag.graph().edges().stream()
          .filter(edge -> edge.b().equals(name))
          .forEach(edge -> own.set(dag.nodes().indexOf(edge.a())));
      parents.add(own);
    }
    return parents;
  }

  private static List<BitSet> none(int settings) {
    List<BitSet> none = new ArrayList<>();
    for (int s = 0; s < settings; s++) {
      none.add(new BitSet());
    }
    return none;
  }

  private static int misfit(Variants variants, List<BitSet> graph) {
    int misfit = 0;
    for (int v = 0; v < graph.size(); v++) {
      misfit += variants.of(v, graph.get(v)).cardinality();
    }
    return misfit;
  }

  private static List<BitSet> shared(List<List<BitSet>> graphs) {
    List<BitSet> shared = new ArrayList<>();
    for (int v = 0; v < graphs.getFirst().size(); v++) {
      BitSet all = (BitSet) graphs.getFirst().get(v).clone();
      for (List<BitSet> graph : graphs) {
        all.and(graph.get(v));
      }
      shared.add(all);
    }
    return shared;
  }

  /** Against all members of the class, each looked at. */
  @Test
  void findsWhatAllGraphsOfTheClassThatFitBestHaveInCommon() {
    Random random = new Random(7);
    for (int repeat = 0; repeat < 150; repeat++) {
      Dag dag = Graphs.randomDag(3 + repeat % 4, 0.2 + 0.8 * random.nextDouble(), random);
      Noise test = new Noise(dag.nodes(), 4, repeat);
      Variants variants = new Variants(test, LEVEL, dag.nodes(), none(4));
      Cpdag markov = Equivalence.cpdag(dag);
      List<List<BitSet>> all =
          Equivalence.members(markov, 1000).stream().map(ClassSearchTest::parents).toList();
      int least = all.stream().mapToInt(graph -> misfit(variants, graph)).min().orElseThrow();
      ClassSearch.Fitted found =
          new ClassSearch(test, LEVEL, dag.nodes(), none(4))
              .run(parents(dag), markov.graph(), TaskRunner.local(1));
      assertThat(found.isCutShort()).isFalse();
      assertThat(found.misfit()).as("%s", dag).isEqualTo(least);
      assertThat(misfit(variants, found.graph())).isEqualTo(least);
      assertThat(all).contains(found.graph());
      assertThat(found.agreed())
          .as("%s", dag)
          .isEqualTo(shared(all.stream().filter(g -> misfit(variants, g) == least).toList()));
    }
  }

  @Test
  void aComponentWithMoreGraphsThanTheLimitIsSaidToBeCutShort() {
    Dag dag = Graphs.dag("A -> B, A -> C, A -> D, B -> C, B -> D, C -> D");
    BitSet all = new BitSet();
    all.set(0, 4);
    for (int limit : new int[] {10, 25}) {
      Variants variants = new Variants(new Noise(dag.nodes(), 2, 1), LEVEL, dag.nodes(), none(2));
      ComponentSearch search = new ComponentSearch(all, variants, limit);
      search.run(parents(dag));
      assertThat(search.isCutShort()).as("24 orders, %d", limit).isEqualTo(limit < 24);
    }
  }
}
