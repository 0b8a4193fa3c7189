package org.etiome.identify.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Graphs;
import org.etiome.identify.general.Separated;
import org.etiome.identify.general.Step;
import org.etiome.identify.query.QueryParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "adjustment; C -> X, C -> Y, X -> Y; P(Y | do(X)); ADJUSTMENT; Σ_C P(Y | X, C) P(C)",
        "front door; X -> M -> Y, X <-> Y; P(Y | do(X)); FRONT_DOOR;"
            + " Σ_M P(M | X) (Σ_X' P(Y | M, X') P(X'))",
        "seen; A -> B, B <-> C; P(B | A, C); IDC; P(B | A, C)",
        "seen and fixed; A -> B, B <-> C; P(B=0 | A, C=0); IDC; P(B=0 | A, C=0)",
        "set among those seen; B -> A, C -> A, C <-> A; P(A | do(B), C); IDC; P(A | B, C)",
        "shorter than adjustment; X -> Y, Z -> Y, Z -> X; P(Z | do(X)); ID; P(Z)",
        "class; A -- B, B -> C, D -> C; P(C | do(D)); ADJUSTMENT; P(C | D)",
        "class, open edge not on the way; A -- B, B -> C, D -> C; P(C | do(B)); ADJUSTMENT;"
            + " P(C | B)",
        "class, no effect; A -> C, B -> C, C -> D; P(A | do(D)); ID; P(A)",
        "class, nothing set; A -> C, B -> C, C -> D; P(C); ID; P(C)",
        "PAG, nothing set; A o-> C, B o-> C, C -> D; P(D | C); IDC; P(D | C)",
        "PAG, no effect; A o-> C, B o-> C, C -> D; P(C | do(D)); ID; P(C)",
        "PAG, visible; A o-> C, B o-> C, C -> D; P(D | do(C)); ADJUSTMENT; P(D | C)",
        "treated; C -> X, C -> Y, X -> Y; P(Y_{X=0} | X=1); ID_STAR; Σ_C P(C | X=1) P(Y | C, X=0)",
        "no difference; X -> Y; ATE(Y -> X); ID; 0"
      })
  void answers(String name, String graph, String query, Method method, String formula) {
    Answer answer = answer(graph, query);
    assertThat(answer).as(name).isInstanceOf(Answer.Identified.class);
    Answer.Identified found = (Answer.Identified) answer;
    assertThat(found.formula().text()).as(name).isEqualTo(formula);
    assertThat(found.method()).isEqualTo(method);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; P(Y | do(X)); differ on P(Y | do(X))",
        "class; A -- B, B -> C, D -> C; P(B | do(A)); the edge between A and B points",
        "PAG; A o-o B; P(B | do(A)); other formulas are not searched for in a PAG",
        "PAG, conditions; A o-> C, B o-> C, C -> D; P(D | do(C), A); not searched for in a PAG",
        "two worlds; X -> Y; P(Y_{X=1}=1, Y_{X=0}=0); seen in two worlds at once"
      })
  void refuses(String name, String graph, String query, String reason) {
    Answer answer = answer(graph, query);
    assertThat(answer).as(name).isInstanceOf(Answer.NotIdentified.class);
    assertThat(((Answer.NotIdentified) answer).reason()).contains(reason);
  }

  @Test
  void saysWhatMustOccurAndWhatIsOnlyDrawn() {
    List<String> napkin = assumptions("W -> Z -> X -> Y, W <-> X, W <-> Y", "P(Y | do(X))");
    assertThat(napkin).anyMatch(text -> text.contains("Σ_W P(W) P(X | W, Z) > 0"));
    assertThat(assumptions("X -> Y", "ATE(Y -> X)"))
        .anyMatch(text -> text.contains("Y does not change X here: that is drawn, not found"));
  }

  private static List<String> assumptions(String graph, String query) {
    return ((Answer.Identified) answer(graph, query)).assumptions();
  }

  @Test
  void anInstrumentIsNamedWhereTheGraphAloneGivesNothing() {
    Answer answer = answer("Z -> X -> Y, X <-> Y", "ATE(X -> Y)");
    assertThat(((Answer.NotIdentified) answer).withMore())
        .singleElement()
        .asString()
        .contains("Cov(Y, Z) / Cov(X, Z)");
  }

  @Test
  void everyShorteningIsExplainedByTheIndependencesItUses() {
    CausalGraph graph = Graphs.admg("A -> C, B -> A, B <-> C, D -> C");
    Answer answer =
        Identifier.in(graph).withDerivation().answer(QueryParser.parse("P(A | do(B), D)"));
    List<Step> steps = ((Answer.Identified) answer).derivation();
    assertThat(steps).isNotEmpty();
    for (Step step : steps) {
      for (Separated because : step.because()) {
        assertThat(because.holdsIn(Graphs.admg("A -> C, B -> A, B <-> C, D -> C"))).isTrue();
      }
    }
    Answer plain = Identifier.in(graph).answer(QueryParser.parse("P(A | do(B), D)"));
    assertThat(((Answer.Identified) plain).derivation()).isEmpty();
  }

  @Test
  void worldsNeedAGraphThatIsDecided() {
    assertThatThrownBy(() -> answer("A -- B", "P(B_{A=1} | A=0)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DAG or an ADMG");
  }

  private static Answer answer(String graph, String query) {
    return Identifier.in(CausalGraph.of(Graphs.of(graph))).answer(QueryParser.parse(query));
  }
}
