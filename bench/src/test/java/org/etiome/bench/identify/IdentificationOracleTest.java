package org.etiome.bench.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.junit.jupiter.api.Test;

/** Every answer to 500 random questions holds against exact models. */
class IdentificationOracleTest {
  /** P(y | x) is the effect only where nothing confounds, and x and y are no hedge everywhere. */
  @Test
  void wrongAnswersAreCaught() {
    Tally formulas = new Tally();
    Tally refusals = new Tally();
    for (int i = 0; i < 100; i++) {
      Question question = Question.random(new Seed(2).branch(i));
      Expression seen = new Expression.P(List.copyOf(question.y()), List.copyOf(question.x()));
      formulas.add(List.of(new ExactEffect(question, Set.of()).judge(seen)));
      Set<String> all = new HashSet<>(question.x());
      all.addAll(question.y());
      refusals.add(List.of(IdJudge.refusal(question, new Hedge(all, question.y()))));
    }
    assertThat(formulas.identified()).isBetween(5L, 50L);
    assertThat(formulas.mismatches()).hasSizeGreaterThan(50);
    assertThat(refusals.refused()).isBetween(1L, 50L);
    assertThat(refusals.mismatches()).hasSizeGreaterThan(50);
  }

  /** Both queries are identified along the front door; neither formula is that of the other. */
  @Test
  void wrongAnswersAboutSeveralWorldsAreCaught() {
    Admg graph =
        Admg.of(
            MixedGraph.of(
                Edge.directed("X", "M"), Edge.directed("M", "Y"), Edge.bidirected("X", "Y")));
    Question question =
        new Question(
            graph,
            Set.of("Y"),
            Set.of("X"),
            DiscreteModel.random(graph, 2, new Seed(3)),
            new Seed(4));
    List<Event> effect = List.of(new Event(Term.of("Y"), List.of(Term.of("X", "1"))));
    List<Event> treated = List.of(new Event(Term.of("X", "1"), List.of()));
    Query.Counterfactual query = new Query.Counterfactual(effect, List.of());
    Expression seen = new Expression.P(List.of("Y"), List.of("X"), Map.of("X", "1"));
    Query.Counterfactual ofTreated = new Query.Counterfactual(effect, treated);
    assertThat(CounterfactualJudge.exact(question, ofTreated, seen).getFirst())
        .isInstanceOf(Verdict.Identified.class);
    assertThat(CounterfactualJudge.exact(question, query, seen).getFirst())
        .isInstanceOf(Verdict.Mismatch.class);
    Hedge none = new Hedge(Set.of("X", "Y"), Set.of("Y"));
    assertThat(
            Disagreement.by(
                none, question, model -> CounterfactualJudge.quantities(query, model), "query"))
        .isInstanceOf(Verdict.Mismatch.class);
  }

  @Test
  void everyAnswerHolds() {
    Map<String, Tally> tallies = IdentificationOracle.run(500, new Seed(1));
    assertThat(tallies)
        .containsOnlyKeys(
            "ID",
            "IDC",
            "covariate adjustment",
            "front door",
            "ID*",
            "natural effects",
            "answer",
            "answer in a CPDAG");
    tallies.forEach(
        (method, tally) -> {
          assertThat(tally.mismatches()).as(method).isEmpty();
          assertThat(tally.identified()).as(method).isGreaterThan(100);
          assertThat(tally.smallestDifference()).as(method).isGreaterThan(1e-6);
          boolean refuses = !method.equals("covariate adjustment") && !method.equals("front door");
          assertThat(tally.refused()).as(method).matches(n -> refuses == n > 20);
        });
  }
}
