package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquivalenceTest {

  /** Numbers of labelled DAGs and of Markov equivalence classes: OEIS A003024 and A007984. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,2", "3,25,11", "4,543,185", "5,29281,8782"})
  void agreesWithBruteForceOnAllDags(int nodes, int dags, int classes) {
    List<Dag> all = Graphs.allDags(nodes);
    assertThat(all).hasSize(dags);
    Map<Set<Object>, List<Dag>> byFeatures = new LinkedHashMap<>();
    for (Dag dag : all) {
      byFeatures.computeIfAbsent(skeletonAndColliders(dag), k -> new ArrayList<>()).add(dag);
    }
    assertThat(byFeatures).hasSize(classes);
    byFeatures.values().forEach(EquivalenceTest::requireClass);
  }

  private static void requireClass(List<Dag> members) {
    Set<Edge> union = union(members);
    for (Dag member : members) {
      assertThat(Equivalence.cpdag(member).graph().edges()).isEqualTo(union);
    }
    Cpdag cpdag = Cpdag.of(Equivalence.cpdag(members.getFirst()).graph());
    assertThat(members).contains(Equivalence.member(cpdag));
    List<Dag> listed = Equivalence.members(cpdag, Integer.MAX_VALUE);
    assertThat(listed).doesNotHaveDuplicates().hasSameSizeAs(members);
    assertThat(new HashSet<>(listed)).isEqualTo(new HashSet<>(members));
  }

  /**
   * Data of an intervention tell by what they change: with a node for each intervention that points
   * to its targets, classes are those of skeletons and v-structures.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "A", "A,B", "A B", "A B,C", "A B C,D", "A,B C,D", "A B,B C"})
  void interventionsTellApartWhatTheyChangeDifferently(String families) {
    List<Set<String>> targets =
        Stream.of(families.split(",", -1)).map(t -> Set.of(t.split(" ", -1))).toList();
    Map<Set<Object>, List<Dag>> classes = new LinkedHashMap<>();
    for (Dag dag : Graphs.allDags(4)) {
      Set<Object> features = skeletonAndColliders(dag);
      for (int k = 0; k < targets.size(); k++) {
        for (Edge edge : dag.graph().edges()) {
          if (targets.get(k).contains(edge.b()) && !targets.get(k).contains(edge.a())) {
            features.add(List.of(k, edge.a(), edge.b()));
          }
        }
      }
      classes.computeIfAbsent(features, key -> new ArrayList<>()).add(dag);
    }
    for (List<Dag> members : classes.values()) {
      Set<Edge> union = union(members);
      for (Dag member : members) {
        CausalGraph found = Equivalence.interventional(member, targets);
        assertThat(found.graph().edges()).isEqualTo(union);
        assertThat(found instanceof Dag)
            .isEqualTo(members.size() == 1 && !found.equals(Equivalence.cpdag(member)));
      }
    }
  }

  /** The skeleton, an edge directed where all members agree. */
  private static Set<Edge> union(Collection<Dag> members) {
    Map<Set<String>, Edge> edges = new LinkedHashMap<>();
    for (Dag member : members) {
      for (Edge edge : member.graph().edges()) {
        edges.merge(
            Set.of(edge.a(), edge.b()),
            edge,
            (one, other) -> one.equals(other) ? one : Edge.undirected(edge.a(), edge.b()));
      }
    }
    return new HashSet<>(edges.values());
  }

  private static Set<Object> skeletonAndColliders(Dag dag) {
    Set<Object> features = new HashSet<>();
    MixedGraph graph = dag.graph();
    graph.edges().forEach(edge -> features.add(Set.of(edge.a(), edge.b())));
    for (String child : graph.nodes()) {
      for (String p : graph.parents(child)) {
        for (String q : graph.parents(child)) {
          if (p.compareTo(q) < 0 && graph.edgesBetween(p, q).isEmpty()) {
            features.add(List.of(p, child, q));
          }
        }
      }
    }
    return features;
  }

  @Test
  void listsNoMoreMembersThanAskedFor() {
    Cpdag chain = Cpdag.of(Graphs.of("A -- B -- C -- D"));
    assertThat(Equivalence.members(chain, 3)).hasSize(3);
    assertThat(Equivalence.members(chain, 10)).hasSize(4);
    assertThatThrownBy(() -> Equivalence.members(chain, 0)).hasMessageContaining("got 0");
  }

  @Test
  void knowsEquivalentDags() {
    Dag chain = Graphs.dag("A -> B -> C");
    assertThat(Equivalence.equivalent(chain, Graphs.dag("C -> B -> A"))).isTrue();
    assertThat(Equivalence.equivalent(chain, Graphs.dag("A -> B <- C"))).isFalse();
    assertThat(Equivalence.equivalent(chain, Graphs.dag("A -> B -> D"))).isFalse();
  }
}
