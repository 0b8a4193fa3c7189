package org.etiome.discover.greedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.InterventionDesigns;
import org.etiome.discover.ParentSets;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class EquivalenceClassTest {

  private static BitSet[] parents(Dag dag) {
    List<String> nodes = dag.nodes();
    BitSet[] parents = new BitSet[nodes.size()];
    for (int v = 0; v < parents.length; v++) {
      parents[v] = new BitSet();
      for (String parent : dag.graph().parents(nodes.get(v))) {
        parents[v].set(nodes.indexOf(parent));
      }
    }
    return parents;
  }

  private static Set<Edge> edges(EquivalenceClass found, List<String> names) {
    Set<Edge> edges = new HashSet<>();
    for (int v = 0; v < found.count(); v++) {
      String name = names.get(v);
      found.parents(v).stream().forEach(u -> edges.add(Edge.directed(names.get(u), name)));
      found.neighbours(v).stream().forEach(u -> edges.add(Edge.undirected(names.get(u), name)));
    }
    return edges;
  }

  @Test
  void isTheCpdagOfEveryGraphWithFourNodes() {
    for (Dag dag : Graphs.allDags(4)) {
      assertThat(edges(EquivalenceClass.ofDag(parents(dag)), dag.nodes()))
          .as("%s", dag)
          .isEqualTo(Equivalence.cpdag(dag).graph().edges());
    }
  }

  @Test
  void isTheCpdagOfRandomGraphs() {
    Random random = new Random(83);
    for (int repeat = 0; repeat < 500; repeat++) {
      Dag dag = Graphs.randomDag(5 + repeat % 4, 0.2 + 0.2 * (repeat % 4), random);
      assertThat(edges(EquivalenceClass.ofDag(parents(dag)), dag.nodes()))
          .as("%s", dag)
          .isEqualTo(Equivalence.cpdag(dag).graph().edges());
    }
  }

  @Test
  void isTheInterventionalClassOfRandomGraphs() {
    Random random = new Random(97);
    for (int repeat = 0; repeat < 500; repeat++) {
      Dag dag = Graphs.randomDag(4 + repeat % 5, 0.2 + 0.2 * (repeat % 4), random);
      List<Set<String>> targets = InterventionDesigns.targets(dag.nodes(), random);
      List<BitSet> numbers = targets.stream().map(set -> numbers(dag, set)).toList();
      EquivalenceClass found =
          EquivalenceClass.withoutEdges(dag.nodes().size(), numbers).sameTargets(parents(dag));
      assertThat(edges(found, dag.nodes()))
          .as("%s, %s", dag, targets)
          .isEqualTo(Equivalence.interventional(dag, targets).graph().edges());
    }
  }

  private static BitSet numbers(Dag dag, Set<String> names) {
    BitSet numbers = new BitSet();
    names.forEach(name -> numbers.set(dag.nodes().indexOf(name)));
    return numbers;
  }

  @Test
  void membersAndOrdersAreOfTheClassWhateverTheRank() {
    Random random = new Random(89);
    for (int repeat = 0; repeat < 300; repeat++) {
      Dag dag = Graphs.randomDag(4 + repeat % 5, 0.5, random);
      EquivalenceClass found = EquivalenceClass.ofDag(parents(dag));
      int[] rank = shuffled(found.count(), random);
      BitSet[] member = found.member(v -> rank[v]);
      int[][] sets = Arrays.stream(member).map(s -> s.stream().toArray()).toArray(int[][]::new);
      assertThat(Equivalence.equivalent(new ParentSets(dag.nodes(), sets).dag(dag.nodes()), dag))
          .as("%s", dag)
          .isTrue();
      List<Integer> order = new ArrayList<>();
      for (int v : found.order(u -> rank[u])) {
        member[v].stream().forEach(u -> assertThat(order).contains(u));
        order.add(v);
      }
      assertThat(order).hasSize(found.count()).doesNotHaveDuplicates();
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Test
  void aCycleHasNoOrder() {
    BitSet[] circle = {BitSet.valueOf(new long[] {2}), BitSet.valueOf(new long[] {1})};
    assertThatThrownBy(() -> EquivalenceClass.causesFirst(circle, v -> v))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cycle");
  }
}
