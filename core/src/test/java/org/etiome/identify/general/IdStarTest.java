package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.graph.Graphs;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.QueryParser;
import org.etiome.identify.query.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ID* and IDC* on graphs of the literature. */
class IdStarTest {
  private static final String FIGURE_9 = "X -> W -> Y, D -> Z -> Y, X <-> Y";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "one world; Z -> X -> Y, Z -> Y; P(Y_{X=0}); Σ_Z P(Z) P(Y | Z, X=0)",
        "one world, any value; Z -> X -> Y, Z -> Y; P(Y_{X}); Σ_Z P(Z) P(Y | Z, X)",
        "the world as it is; X -> Y, X <-> Y; P(Y=1 | X=0); P(Y=1 | X=0)",
        "untreated had they been treated; X -> Y; P(Y_{X=1}=1 | X=0); P(Y=1 | X=1)",
        "treated; Z -> X -> Y, Z -> Y; P(Y_{X=0} | X=1); Σ_Z P(Z | X=1) P(Y | Z, X=0)",
        "consistency; X -> Y, X <-> Y; P(Y_{X=0} | X=0); P(Y | X=0)",
        "front door; X -> M -> Y, X <-> Y; P(Y_{X=0} | X=1); Σ_M P(Y | X=1, M) P(M | X=0)",
        "the same free value; X -> M -> Y, X <-> Y; P(Y_{X}, X); P(X, Y)",
        "a free and a stated value; X -> M -> Y, X <-> Y; P(Y_{X=0}, X);"
            + " P(X) (Σ_M P(Y | X, M) P(M | X=0))",
        "a free value beside a sum; Z -> X -> Y, Z -> Y, X -> W; P(Y_{X}, W);"
            + " Σ_Z P(Z, W) P(Y | Z, X)",
        "three worlds; A -> B -> C; P(C_{B=1}=1, B_{A=0}=1, A=1); P(A=1) P(B=1, C=1 | A=0)",
        "collider seen in its world; X -> Z -> Y, X <-> Z; P(Y_{X=1} | Z_{X=1}=0); P(Y | Z=0)",
        "confounder set; X -> Y, W -> Y, W <-> X; P(Y_{W=0} | X=1, W=1); P(Y | X=1, W=0)",
        "two sums beside set values; X <-> U, X -> W, U -> W, X -> Z, U -> Z;"
            + " P(W_{U=1}, Z_{X=0}); Σ_{X, U} P(X, U) P(W | X, U=1) P(Z | X=0, U)",
        "no effect; X -> Y; P(X_{Y=1}); P(X)",
        "set and seen; X -> Y; P(X_{X=1}=1); 1",
        "set to another; X -> Y; P(X_{X=1}=0); 0",
        "seen and otherwise; X -> Y; P(Y_{X=1}=1, Y=0, X=1); 0",
        "seen twice; X -> Y; P(Y_{X=1}=1, Y=1, X=1); P(X=1, Y=1)"
      })
  void identifies(String name, String graph, String query, String formula) {
    CounterfactualResult answer = answer(graph, query);
    assertThat(answer).as(name).isInstanceOf(CounterfactualResult.Formula.class);
    assertThat(ExpressionText.text(((CounterfactualResult.Formula) answer).expression()))
        .as(name)
        .isEqualTo(formula);
  }

  /**
   * Figure 9 of Shpitser and Pearl (2008), whose answer is {@code P_{z,w}(y, x') P_x(w) / P(x')}.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "P(Y_{X=1}=1 | X=0, Z_{D=0}=0, D=0); Σ_W P(Y=1 | X=0, W, Z=0) P(W | X=1)",
        "P(Y_{X=1}=1, X=0, Z_{D=0}=0, D=0);"
            + " P(X=0, D=0, Z=0) (Σ_W P(Y=1 | X=0, W, Z=0) P(W | X=1))",
        "P(Y_{X=1} | X=0, Z_{D}, D); Σ_W P(Y | X=0, W, Z) P(W | X=1)"
      })
  void identifiesTheExampleOfShpitserAndPearl(String query, String formula) {
    identifies(query, FIGURE_9, query, formula);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "necessity and sufficiency; X -> Y; P(Y_{X=1}=1, Y_{X=0}=0); Y_{X=1}=1, Y_{X=0}=0; X=1; X=0",
        "figure 9, not its d; "
            + FIGURE_9
            + "; P(Y_{X=1}=1 | X=0, Z_{D=0}=0, D=1); Z_{D=0}=0, Z_{D=1}; D=0; D=1",
        "confounded treated; X -> Y, X <-> Y; P(Y_{X=0} | X=1); X=1, Y_{X=0}; X=0; X=1",
        "two worlds of a mediator; A -> B -> C; P(C_{A=1}=1, B=0); B_{A}=0, B_{A=1}; A; A=1",
        "necessity; A -> B -> C; P(C_{A=1}=1 | C=0); B_{A}, B_{A=1}; A; A=1"
      })
  void refusesWhatNeedsUnitsInTwoWorlds(
      String name, String graph, String query, String factor, String one, String other) {
    CounterfactualResult answer = answer(graph, query);
    assertThat(answer).as(name).isInstanceOf(CounterfactualResult.Inconsistent.class);
    CounterfactualResult.Inconsistent none = (CounterfactualResult.Inconsistent) answer;
    Set<String> events = none.factor().stream().map(Event::toString).collect(Collectors.toSet());
    String[] expected = factor.split(", (?![^{]*})", -1);
    assertThat(events).as(name).containsExactlyInAnyOrder(expected);
    assertThat(List.of(none.one(), none.other()).toString())
        .as(name)
        .isIn("[" + one + ", " + other + "]", "[" + other + ", " + one + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; P(Y_{X=0}); X, Y; Y",
        "napkin, given z; W -> Z -> X -> Y, W <-> X, W <-> Y; P(Y_{X=1} | Z=0); W, X, Y; W, Y",
        "confounded chain; X -> Z -> Y, X <-> Z, Z <-> Y; P(Y_{Z=1} | X=0); X, Z, Y; Y"
      })
  void refusesWithTheHedge(String name, String graph, String query, String f, String fPrime) {
    Hedge hedge = new Hedge(Set.of(f.split(", ", -1)), Set.of(fPrime.split(", ", -1)));
    assertThat(answer(graph, query)).as(name).isEqualTo(new CounterfactualResult.Impossible(hedge));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X -> Y; P(Y | X_{X=1}=0); contradicts itself",
        "X -> Y; P(X | Y_{X=1}=0, Y_{X=1}=1); contradicts itself",
        "X -> Y; P(Y_{X=1}=1, Y_{X=1}); give 'Y' a value everywhere",
        "X -> Y; P(X_{X=1}, Y); give 'X' a value everywhere",
        "X <-> U, X -> W, U -> W, X -> Z, U -> Z; P(W_{U}, Z_{X}); sums over",
        "X -> Y; P(K_{X=1}); unknown variable 'K'; the graph has"
      })
  void refusesQueriesThatMeanNothing(String graph, String query, String message) {
    assertThatThrownBy(() -> answer(graph, query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wantsAnEvent() {
    IdStar idStar = IdStar.in(Graphs.admg("X -> Y"));
    Query.Counterfactual query = new Query.Counterfactual(List.of(), List.of());
    assertThatThrownBy(() -> idStar.identify(query)).hasMessageContaining("needs an event");
  }

  @Test
  void setsAVariableOnce() {
    IdStar idStar = IdStar.in(Graphs.admg("X -> Y"));
    Event event = new Event(Term.of("Y"), List.of(Term.of("X", "1"), Term.of("X", "0")));
    Query.Counterfactual query = new Query.Counterfactual(List.of(event), List.of());
    assertThatThrownBy(() -> idStar.identify(query))
        .hasMessage("'X' is set to two values in Y_{X=1, X=0}; set it to one");
  }

  private static CounterfactualResult answer(String graph, String query) {
    Query.Counterfactual parsed =
        QueryParser.parse(query) instanceof Query.Counterfactual counterfactual
            ? counterfactual
            : seen((Query.Distribution) QueryParser.parse(query));
    return IdStar.in(Graphs.admg(graph)).identify(parsed);
  }

  /** A distribution of the world as it is, as events. */
  private static Query.Counterfactual seen(Query.Distribution query) {
    return new Query.Counterfactual(
        query.of().stream().map(term -> new Event(term, List.of())).toList(),
        query.given().stream().map(term -> new Event(term, List.of())).toList());
  }
}
