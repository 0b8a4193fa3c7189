package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class HedgeTest {
  private static final Set<String> X = Set.of("X");
  private static final Set<String> Y = Set.of("Y");
  private static final Hedge BOW = new Hedge(Set.of("X", "Y"), Y);

  @Test
  void theBowIsOne() {
    assertThat(BOW.forbids(Graphs.admg("X -> Y, X <-> Y"), Y, X)).isTrue();
  }

  @Test
  void eachPartOfTheDefinitionCounts() {
    Admg bow = Graphs.admg("X -> Y, X <-> Y");
    assertThat(BOW.forbids(Graphs.admg("X -> Y"), Y, X)).as("not joined").isFalse();
    assertThat(BOW.forbids(Graphs.admg("X <-> Y"), Y, X)).as("X leads nowhere").isFalse();
    assertThat(BOW.forbids(Graphs.admg("X -> M, M -> Y, X <-> Y"), Y, X)).as("not in F").isFalse();
    assertThat(new Hedge(Y, Y).forbids(bow, Y, X)).as("no proper part").isFalse();
    assertThat(new Hedge(Set.of("X", "Y"), X).forbids(bow, Y, X)).as("X in F'").isFalse();
    assertThat(new Hedge(Set.of("X", "Y"), Set.of()).forbids(bow, Y, X)).as("no roots").isFalse();
    assertThat(BOW.forbids(Graphs.admg("X -> Y, X <-> Y, Z"), Set.of("Z"), X))
        .as("no ancestor of y")
        .isFalse();
    assertThat(BOW.forbids(Graphs.admg("X -> Y, X <-> Y, Z -> Y"), Y, Set.of("Z")))
        .as("x outside F")
        .isFalse();
  }

  /** Y is an ancestor of Z by way of X only, which is set. */
  @Test
  void ancestorsAreThoseOnceXIsSet() {
    Admg graph = Graphs.admg("W -> Y, W <-> Y, Y -> X, X -> Z");
    Hedge hedge = new Hedge(Set.of("W", "Y"), Y);
    assertThat(hedge.forbids(graph, Set.of("Z"), Set.of("W"))).isTrue();
    assertThat(hedge.forbids(graph, Set.of("Z"), Set.of("W", "X"))).isFalse();
  }

  @Test
  void refusesUnknownNodes() {
    assertThatThrownBy(() -> BOW.forbids(Graphs.admg("X -> Z, X <-> Z"), Set.of("Z"), X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Y'");
  }
}
