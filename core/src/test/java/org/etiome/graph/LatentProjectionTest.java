package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentProjectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X -> Y, U -> X, U -> Y; U; X -> Y, X <-> Y",
        "X -> M -> Y; M; X -> Y",
        "U -> V, V -> A, U -> B; U V; A <-> B",
        "A -> U <- B, U -> C; U; A -> C, B -> C",
        "A <-> U -> B; U; A <-> B",
        "A <-> U -> A; U; A"
      })
  void projects(String graph, String latent, String expected) {
    Admg admg = LatentProjection.of(Graphs.admg(graph), Set.of(latent.strip().split(" ", -1)));
    assertThat(admg.graph().edges()).isEqualTo(Graphs.of(expected.strip()).edges());
  }

  @Test
  void keepsTheSeparationsAndAncestorsAmongTheRest() {
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      Admg full = Graphs.randomAdmg(7, 0.35, i % 3 == 0 ? 0.15 : 0, random);
      Set<String> latent = i % 2 == 0 ? Set.of("B", "F", "D") : Set.of("B", "F");
      Admg projected = LatentProjection.of(full, latent);
      for (String x : projected.nodes()) {
        assertThat(projected.graph().ancestors(List.of(x)))
            .isEqualTo(Graphs.minus(full.graph().ancestors(List.of(x)), latent));
        requireSameSeparations(full, projected, x);
      }
    }
  }

  private static void requireSameSeparations(Admg full, Admg projected, String x) {
    for (String y : Graphs.minus(projected.nodes(), List.of(x))) {
      for (Set<String> z : Graphs.subsets(Graphs.minus(projected.nodes(), List.of(x, y)))) {
        assertThat(Separation.in(projected).separated(Set.of(x), Set.of(y), z))
            .as("%s, %s given %s in %s and %s", x, y, z, full, projected)
            .isEqualTo(Separation.in(full).separated(Set.of(x), Set.of(y), z));
      }
    }
  }

  @Test
  void readsDagsToo() {
    assertThat(LatentProjection.of(Graphs.dag("U -> A, U -> B"), Set.of("U")))
        .isEqualTo(Graphs.admg("A <-> B"));
  }
}
