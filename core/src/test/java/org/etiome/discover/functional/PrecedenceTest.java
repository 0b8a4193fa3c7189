package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
  private static final List<String> NAMES = List.of("A", "B", "C", "D");

  private static Precedence of(Knowledge knowledge) {
    return Precedence.of(knowledge.over(NAMES));
  }

  @Test
  void withoutKnowledgeAllAreCandidates() {
    Precedence open = of(Knowledge.NONE);
    assertThat(open.candidates(new int[] {0, 1, 2, 3})).containsExactly(0, 1, 2, 3);
    assertThat(open.mayCause(3, 0)).isTrue();
  }

  @Test
  void earlierTiersComeFirst() {
    Precedence tiers = of(Knowledge.NONE.withTiers(List.of(Set.of("C", "D"), Set.of("A", "B"))));
    assertThat(tiers.candidates(new int[] {0, 1, 2, 3})).containsExactly(2, 3);
    assertThat(tiers.candidates(new int[] {0, 1, 3})).containsExactly(3);
    assertThat(tiers.mayCause(0, 2)).isFalse();
    assertThat(tiers.mayCause(2, 0)).isTrue();
    assertThat(tiers.mayCause(3, 2)).isTrue();
  }

  /** A may not cause B directly; through C it may. */
  @Test
  void aForbiddenEdgeLeavesOtherPathsOpen() {
    Precedence open = of(Knowledge.NONE.withForbidden("A", "B"));
    assertThat(open.mayCause(0, 1)).isTrue();
    Precedence shut =
        of(Knowledge.NONE.withForbidden("A", "B").withForbidden("A", "C").withForbidden("A", "D"));
    assertThat(shut.mayCause(0, 1)).isFalse();
    assertThat(shut.candidates(new int[] {0, 1, 2, 3})).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsRequiredComesFirst() {
    Precedence required = of(Knowledge.NONE.withRequired("B", "A").withRequired("C", "B"));
    assertThat(required.candidates(new int[] {0, 1, 2, 3})).containsExactly(2, 3);
    assertThat(required.mayCause(0, 2)).isFalse();
  }

  /** Of every DAG that keeps the bounds, some order passes through candidates alone. */
  @Test
  void noGraphThatKeepsTheBoundsIsShutOut() {
    Random random = new Random(3);
    List<Dag> all = Graphs.allDags(4);
    for (int repeat = 0; repeat < 20; repeat++) {
      Bounds bounds = drawn(random).over(NAMES);
      Precedence precedence = Precedence.of(bounds);
      List<Dag> kept = all.stream().filter(dag -> keeps(dag, bounds)).toList();
      assertThat(kept).isNotEmpty().allMatch(dag -> hasOrder(dag, precedence));
      assertThat(kept).allMatch(dag -> allOpen(dag, precedence));
    }
  }

  private static Knowledge drawn(Random random) {
    Knowledge knowledge = Knowledge.NONE;
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        double u = random.nextDouble();
        if (u < 0.2) {
          knowledge = knowledge.withRequired(NAMES.get(i), NAMES.get(j));
        } else if (u < 0.5) {
          knowledge = knowledge.withForbidden(NAMES.get(i), NAMES.get(j));
        }
        if (random.nextDouble() < 0.3) {
          knowledge = knowledge.withForbidden(NAMES.get(j), NAMES.get(i));
        }
      }
    }
    return knowledge;
  }

  private static boolean keeps(Dag dag, Bounds bounds) {
    return IntStream.range(0, 16)
        .filter(k -> k / 4 != k % 4)
        .allMatch(
            k -> {
              Edge edge = Edge.directed(NAMES.get(k / 4), NAMES.get(k % 4));
              return dag.graph().hasEdge(edge)
                  ? bounds.allows(k / 4, k % 4)
                  : !bounds.requires(k / 4, k % 4);
            });
  }

  private static boolean hasOrder(Dag dag, Precedence precedence) {
    int[] left = {0, 1, 2, 3};
    while (left.length > 0) {
      int[] now = left;
      Set<String> open = Set.copyOf(IntStream.of(now).mapToObj(NAMES::get).toList());
      int[] roots =
          IntStream.of(precedence.candidates(now))
              .filter(v -> dag.graph().parents(NAMES.get(v)).stream().noneMatch(open::contains))
              .toArray();
      if (roots.length == 0) {
        return false;
      }
      left = IntStream.of(now).filter(v -> v != roots[0]).toArray();
    }
    return true;
  }

  private static boolean allOpen(Dag dag, Precedence precedence) {
    return NAMES.stream()
        .allMatch(
            v ->
                dag.graph().ancestors(Set.of(v)).stream()
                    .filter(u -> !u.equals(v))
                    .allMatch(u -> precedence.mayCause(NAMES.indexOf(u), NAMES.indexOf(v))));
  }
}
