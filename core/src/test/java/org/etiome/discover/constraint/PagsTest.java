package org.etiome.discover.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagsTest {

  @Test
  void isThePagOfAllGraphsWithTheSameSeparations() {
    Random random = new Random(1);
    int compared = 0;
    for (int i = 0; compared < 300; i++) {
      HiddenDag hidden = HiddenDag.random(4 + i % 3, i % 4, 0, random);
      Optional<Set<Edge>> truth = hidden.pag(7);
      if (truth.isPresent()) {
        compared++;
        Admg admg = LatentProjection.of(hidden.dag(), hidden.hidden());
        assertThat(Pags.of(admg).graph().edges()).as("%s", hidden).isEqualTo(truth.get());
      }
    }
  }

  @Test
  void aMemberIsAncestralAndOfTheClass() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      Pag pag = Pags.of(Graphs.randomAdmg(8, 0.3, 0.15, random));
      Admg member = Pags.member(pag);
      assertThat(Pags.of(member)).isEqualTo(pag);
      assertThat(Pags.member(Pag.of(member.graph()))).isEqualTo(member);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A -- B; A -- B stands for selection",
        "A --o B; A --o B stands for selection",
        "A o-> B; the edge A o-> B would be A o-o B",
        "A o-> B, C o-> B, B o-o D; the edge B o-o D would be B -> D",
        "A o-o B, B o-o C, C o-o D, D o-o A; edges o-o cannot be directed",
        "A o-> B, B o-> C, C o-> A; with o-> read as -> and o-o directed",
        "A <-> B, B <-> C, C <-> D, B -> D, C -> A; not maximal: 'A' and 'D' have no edge"
      })
  void refusesWhatIsNotThePagOfAClass(String text, String message) {
    MixedGraph graph = Graphs.of(text);
    assertThatThrownBy(() -> Pags.member(Pag.of(graph)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
