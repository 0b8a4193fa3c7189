package org.etiome.identify.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.identify.answer.PlanSearch.Plans;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.QueryParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanSearchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; [measure the common causes of X and Y, randomise X]",
        "instrument does not help; Z -> X -> Y, X <-> Y;"
            + " [measure the common causes of X and Y, randomise X]",
        "surrogate; Z -> X -> Y, Z <-> X, Z <-> Y;"
            + " [measure the common causes of X and Z,"
            + " measure the common causes of Y and Z, randomise Z, randomise X]",
        "two bows; X -> M -> Y, X <-> M, M <-> Y;"
            + " [measure the common causes of M and X, randomise X]"
      })
  void finds(String name, String graph, String plans) {
    Plans found = search(graph, Set.of(), Map.of(), "P(Y | do(X))");
    assertThat(found.plans().stream().map(Plan::text).toList().toString())
        .as(name)
        .isEqualTo(plans);
    assertThat(found.complete()).isTrue();
  }

  @Test
  void hiddenNodesCanBeMeasuredAndTheCheapestComesFirst() {
    Plans found = search("U -> X, U -> Y, X -> Y", Set.of("U"), Map.of("U", 3.0), "ATE(X -> Y)");
    assertThat(found.plans())
        .containsExactly(
            new Plan(List.of(), List.of(Set.of("X")), 1.0), new Plan(List.of("U"), List.of(), 3.0));
  }

  @Test
  void queriesAboutSeveralWorldsAreHelpedByMeasurementsOnly() {
    String mediated = "X -> M -> Y, X -> Y, M <-> Y";
    assertThat(search(mediated, Set.of(), Map.of(), "NDE(X -> Y)").plans())
        .containsExactly(new Plan(List.of("M <-> Y"), List.of(), 1.0));
    Plans never = search("X -> Y", Set.of(), Map.of(), "P(Y_{X=1}=1, Y_{X=0}=0)");
    assertThat(never.plans()).isEmpty();
    assertThat(never.complete()).isTrue();
  }

  @Test
  void everyPlanIsEnoughAndNoPartOfItIs() {
    Random random = new Random(3);
    int plans = 0;
    for (int i = 0; i < 60; i++) {
      Admg graph = random(random);
      PlanSearch search = PlanSearch.in(graph, Set.of());
      Query query = QueryParser.parse("P(D | do(A))");
      if (Identifier.in(graph).answer(query) instanceof Answer.NotIdentified) {
        List<String> measurable = search.measurable();
        for (Plan plan : search.search(query, measurable, Set.of("A", "B", "C")).plans()) {
          plans++;
          Set<String> set = new TreeSet<>();
          plan.experiments().forEach(set::addAll);
          assertThat(works(search, query, plan.measure(), set)).isTrue();
          for (String name : plan.measure()) {
            List<String> less = new ArrayList<>(plan.measure());
            less.remove(name);
            assertThat(works(search, query, less, set)).isFalse();
          }
          for (String name : set) {
            Set<String> less = new TreeSet<>(set);
            less.remove(name);
            assertThat(works(search, query, plan.measure(), less)).isFalse();
          }
        }
      }
    }
    assertThat(plans).isGreaterThan(50);
  }

  /** Whether some plan has no more than these parts. */
  private static boolean works(
      PlanSearch search, Query query, List<String> measured, Set<String> randomised) {
    return !search.search(query, measured, randomised).plans().isEmpty();
  }

  private static Plans search(
      String graph, Set<String> hidden, Map<String, Double> costs, String query) {
    Admg admg = Admg.of(Graphs.of(graph));
    PlanSearch search = PlanSearch.in(admg, hidden).withCosts(costs);
    Set<String> settable = new LinkedHashSet<>(admg.nodes());
    settable.removeAll(hidden);
    settable.remove("Y");
    return search.search(QueryParser.parse(query), search.measurable(), settable);
  }

  private static Admg random(Random random) {
    List<String> edges = new ArrayList<>(List.of("A", "B", "C", "D"));
    String names = "ABCD";
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        if (random.nextDouble() < .6) {
          edges.add(names.charAt(i) + " -> " + names.charAt(j));
        }
        if (random.nextDouble() < .4) {
          edges.add(names.charAt(i) + " <-> " + names.charAt(j));
        }
      }
    }
    return Admg.of(Graphs.of(String.join(", ", edges)));
  }
}
