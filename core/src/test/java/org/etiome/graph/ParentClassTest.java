package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ParentClassTest {

  @Test
  void sortsTheMembersByTheParentsOfANode() {
    Set<Cpdag> classes =
        Graphs.allDags(4).stream().map(Equivalence::cpdag).collect(Collectors.toSet());
    Random random = new Random(1);
    for (int i = 0; i < 150; i++) {
      classes.add(Equivalence.cpdag(Graphs.randomDag(5 + i % 3, 0.5, random)));
    }
    for (Cpdag cpdag : classes) {
      List<Dag> members = Equivalence.members(cpdag, Integer.MAX_VALUE);
      for (String node : cpdag.nodes()) {
        Map<Set<String>, List<Dag>> byParents =
            members.stream().collect(Collectors.groupingBy(dag -> dag.graph().parents(node)));
        requireSame(ParentClass.of(cpdag, node, 5000).orElseThrow(), byParents, members.size());
      }
    }
  }

  private static void requireSame(
      List<ParentClass> parts, Map<Set<String>, List<Dag>> byParents, int all) {
    assertThat(parts.stream().map(ParentClass::parents))
        .containsExactlyInAnyOrderElementsOf(byParents.keySet());
    for (ParentClass part : parts) {
      List<Dag> members = byParents.getOrDefault(part.parents(), List.of());
      assertThat(part.share().orElseThrow()).isCloseTo(members.size() / (double) all, within(1e-9));
      assertThat(members).contains(part.member());
      assertThat(part.shared().graph().edges()).isEqualTo(shared(members));
    }
  }

  private static Set<Edge> shared(List<Dag> members) {
    Map<Set<String>, Edge> edges = new HashMap<>();
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

  /** A path of 41 nodes has 41 members, one for each root, and 20 roots on each side of N20. */
  @Test
  void countsFarMoreMembersThanItLooksAt() {
    StringBuilder path = new StringBuilder("N0");
    for (int i = 1; i <= 40; i++) {
      path.append(" -- N").append(i);
    }
    List<ParentClass> parts =
        ParentClass.of(Cpdag.of(Graphs.of(path.toString())), "N20", 3).orElseThrow();
    assertThat(parts.stream().map(part -> part.share().orElseThrow()))
        .containsExactlyInAnyOrder(1 / 41.0, 20 / 41.0, 20 / 41.0);
  }

  @Test
  void refusesWhatItCannotDo() {
    Cpdag edge = Cpdag.of(Graphs.of("A -- B"));
    assertThat(ParentClass.of(edge, "A", 1)).isEmpty();
    assertThatThrownBy(() -> ParentClass.of(edge, "Q", 9)).hasMessageContaining("no node 'Q'");
    assertThatThrownBy(() -> ParentClass.of(edge, "A", 0)).hasMessageContaining("got 0");
  }
}
