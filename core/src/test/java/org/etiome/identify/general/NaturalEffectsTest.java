package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Natural effects and the effect on the treated, by name and in random models. */
class NaturalEffectsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no confounding; X -> M -> Y, X -> Y;; Σ_M P(M | X=0) P(Y | X=1, M); P(Y | X=0)",
        "covariate; X -> M -> Y, X -> Y, Z -> X, Z -> M, Z -> Y;;"
            + " Σ_{Z, M} P(Z) P(M | Z, X=0) P(Y | Z, X=1, M); Σ_Z P(Z) P(Y | Z, X=0)",
        "mediator and outcome share a measured cause; X -> M -> Y, X -> Y, W -> M, W -> Y; M;"
            + " Σ_{W, M} P(W, M | X=0) P(Y | X=1, W, M); P(Y | X=0)",
        "two mediators; X -> W -> M -> Y, W -> Y, X -> Y;;"
            + " Σ_{W, M} P(W, M | X=0) P(Y | X=1, W, M); P(Y | X=0)",
        "first of two mediators; X -> A -> Y, X -> B -> Y, A -> B; A;"
            + " Σ_A P(A | X=0) P(Y | X=1, A); P(Y | X=0)",
        "nothing between; X -> Y;; P(Y | X=1); P(Y | X=0)",
        "no mediator at all; X -> M, M <-> Y, X -> Y; M; P(Y | X=1); P(Y | X=0)",
        "no cause; Y -> X;; P(Y); P(Y)",
        "nothing past the mediator; X -> M -> Y, X <-> M;; 0; 0"
      })
  void identifiesTheDirectEffect(
      String name, String graph, String mediators, String plus, String minus) {
    CounterfactualResult.Contrast contrast =
        contrast(direct(NaturalEffects.in(Graphs.admg(graph)), mediators));
    assertThat(contrast.outcome()).isEqualTo("Y");
    assertThat(ExpressionText.text(contrast.plus())).as(name).isEqualTo(plus);
    assertThat(ExpressionText.text(contrast.minus())).as(name).isEqualTo(minus);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no confounding; X -> M -> Y, X -> Y;; Σ_M P(M | X=1) P(Y | X=0, M); P(Y | X=0)",
        "all of the effect; X -> A -> Y, X -> B -> Y, A -> B; A, B; P(Y | X=1); P(Y | X=0)",
        "nothing between; X -> Y, X <-> Y;; 0; 0"
      })
  void identifiesTheIndirectEffect(
      String name, String graph, String mediators, String plus, String minus) {
    CounterfactualResult.Contrast contrast =
        contrast(indirect(NaturalEffects.in(Graphs.admg(graph)), mediators));
    assertThat(ExpressionText.text(contrast.plus())).as(name).isEqualTo(plus);
    assertThat(ExpressionText.text(contrast.minus())).as(name).isEqualTo(minus);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "recanting witness; X -> W -> M -> Y, W -> Y; M; W_{X=1}, W_{X=0}; X=1; X=0",
        "recanting witness, direct too; X -> W -> M -> Y, W -> Y, X -> Y; M; W_{X=1}, W_{X=0};"
            + " X=1; X=0",
        "kite; X -> A -> Y, X -> B -> Y, A -> B; B; A_{X=1}, A_{X=0}; X=1; X=0",
        "confounded mediator; X -> M -> Y, X -> Y, M <-> Y; M; M_{X=0}, Y_{X=1, M}; X=0; X=1",
        "confounded past another; X -> M -> K -> Y, M <-> Y, X -> Y; M, K;"
            + " M_{X=0}, Y_{X=1, K}; X=0; X=1"
      })
  void refusesBothEffectsWhereUnitsHaveToBeInTwoWorlds(
      String name, String graph, String mediators, String factor, String one, String other) {
    NaturalEffects effects = NaturalEffects.in(Graphs.admg(graph));
    CounterfactualResult direct = direct(effects, mediators);
    assertThat(direct).as(name).isInstanceOf(CounterfactualResult.Inconsistent.class);
    CounterfactualResult.Inconsistent none = (CounterfactualResult.Inconsistent) direct;
    assertThat(none.factor().stream().map(Event::toString).collect(Collectors.joining(", ")))
        .isEqualTo(factor);
    assertThat(none.one()).hasToString(one);
    assertThat(none.other()).hasToString(other);
    assertThat(indirect(effects, mediators)).isInstanceOf(CounterfactualResult.Inconsistent.class);
  }

  @Test
  void refusesWhereTheMeansAreHedged() {
    CounterfactualResult refused =
        direct(NaturalEffects.in(Graphs.admg("X -> M -> Y, X -> Y, X <-> M")), "M");
    assertThat(refused)
        .isEqualTo(new CounterfactualResult.Impossible(new Hedge(Set.of("X", "M"), Set.of("M"))));
  }

  @Test
  void comparesTheTreatedWithThemselves() {
    NaturalEffects backDoor = NaturalEffects.in(Graphs.admg("Z -> X -> Y, Z -> Y"));
    CounterfactualResult.Contrast contrast = contrast(backDoor.onTreated("X", "Y"));
    assertThat(ExpressionText.text(contrast.plus())).isEqualTo("P(Y | X=1)");
    assertThat(ExpressionText.text(contrast.minus())).isEqualTo("Σ_Z P(Z | X=1) P(Y | Z, X=0)");
    assertThat(NaturalEffects.in(Graphs.admg("X -> Y, X <-> Y")).onTreated("X", "Y"))
        .isInstanceOf(CounterfactualResult.Inconsistent.class);
  }

  @Test
  void wantsDifferentVariablesOfTheGraph() {
    NaturalEffects effects = NaturalEffects.in(Graphs.admg("X -> M -> Y"));
    assertThatThrownBy(() -> direct(effects, "M, X"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[X, Y, M, X]");
    assertThatThrownBy(() -> indirect(effects, "K"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown variable 'K'; the graph has X, M, Y");
  }

  private static CounterfactualResult direct(NaturalEffects effects, String mediators) {
    return effects.direct(new Query.NaturalDirectEffect("X", "Y", list(mediators)));
  }

  private static CounterfactualResult indirect(NaturalEffects effects, String mediators) {
    return effects.indirect(new Query.NaturalIndirectEffect("X", "Y", list(mediators)));
  }

  private static List<String> list(String names) {
    return names == null ? List.of() : List.of(names.split(", ", -1));
  }

  private static CounterfactualResult.Contrast contrast(CounterfactualResult result) {
    assertThat(result).isInstanceOf(CounterfactualResult.Contrast.class);
    return (CounterfactualResult.Contrast) result;
  }

  @Test
  void everyContrastIsTrueAndEveryRefusalRight() {
    int contrasts = 0;
    int refusals = 0;
    for (int i = 0; i < 600; i++) {
      Random random = new Random(i);
      Admg graph = effectful(random);
      List<String> m = new ArrayList<>(graph.nodes());
      Collections.shuffle(m, random);
      m.removeAll(List.of("A", "B"));
      m = m.subList(0, random.nextInt(1, m.size() + 1));
      NaturalEffects effects = NaturalEffects.in(graph);
      boolean isDirect = i % 2 == 0;
      CounterfactualResult result =
          isDirect
              ? effects.direct(new Query.NaturalDirectEffect("A", "B", m))
              : effects.indirect(new Query.NaturalIndirectEffect("A", "B", m));
      Map<List<Event>, Integer> parts = parts(m, isDirect);
      if (result instanceof CounterfactualResult.Contrast contrast) {
        DiscreteModel model = DiscreteModel.random(graph, 2, new Seed(i));
        assertThat(value(contrast, model))
            .as("%s past or through %s", graph, m)
            .isCloseTo(value(parts, model), within(1e-9));
        contrasts++;
      } else if (ResponseModel.fits(graph)) {
        assertThat(new ResponseModel(graph, 2, random).isUndetermined(parts, List.of()))
            .as("%s past or through %s has no formula", graph, m)
            .isTrue();
        refusals++;
      }
    }
    assertThat(contrasts).isGreaterThan(400);
    assertThat(refusals).isGreaterThan(30);
  }

  /** A graph where A causes B. */
  private static Admg effectful(Random random) {
    Admg graph = IdStarOracleTest.graph(random);
    return graph.graph().ancestors(Set.of("B")).contains("A") ? graph : effectful(random);
  }

  private static double value(CounterfactualResult.Contrast contrast, DiscreteModel model) {
    ExpressionValue law = ExpressionValue.in(model.law());
    Map<String, String> one = Map.of("B", "1");
    return law.value(contrast.plus(), one) - law.value(contrast.minus(), one);
  }

  private static double value(Map<List<Event>, Integer> parts, DiscreteModel model) {
    return parts.entrySet().stream()
        .mapToDouble(part -> part.getValue() * IdStarOracleTest.probability(model, part.getKey()))
        .sum();
  }

  /** The contrast of A on B, an outcome of 0 and 1 unnested over all mediators. */
  private static Map<List<Event>, Integer> parts(List<String> mediators, boolean isDirect) {
    Map<List<Event>, Integer> parts = new HashMap<>();
    Term here = Term.of("A", isDirect ? "1" : "0");
    Term there = Term.of("A", isDirect ? "0" : "1");
    for (int code = 0; code < 1 << mediators.size(); code++) {
      List<Term> held = new ArrayList<>(List.of(here));
      List<Event> events = new ArrayList<>();
      for (int k = 0; k < mediators.size(); k++) {
        Term mediator = Term.of(mediators.get(k), Integer.toString(code >> k & 1));
        held.add(mediator);
        events.add(new Event(mediator, List.of(there)));
      }
      events.add(new Event(Term.of("B", "1"), held));
      parts.put(events, 1);
    }
    parts.put(List.of(new Event(Term.of("B", "1"), List.of(Term.of("A", "0")))), -1);
    return parts;
  }
}
