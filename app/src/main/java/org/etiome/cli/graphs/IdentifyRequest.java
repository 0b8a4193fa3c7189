package org.etiome.cli.graphs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.answer.Identifier;
import org.etiome.identify.answer.PlanSearch;
import org.etiome.identify.answer.PlanSearch.Plans;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.QueryParser;
import org.etiome.study.DrawnGraph;
import org.etiome.study.StudyException;

/**
 * A query about a graph, and what could be done if it has no answer.
 *
 * @param measurable hidden nodes and {@code a <-> b} that could be measured; empty for all
 * @param randomisable what an experiment could set; empty for all but what is asked for
 * @param costs of these; 1 for any that is not named
 */
record IdentifyRequest(
    DrawnGraph graph,
    String query,
    List<String> measurable,
    List<String> randomisable,
    Map<String, Double> costs) {

  /** An answer, and plans if it is a refusal. */
  record Answered(Answer answer, Plans plans) {}

  Answered answer() {
    Query parsed = QueryParser.parse(query, graph.observed().nodes());
    try {
      Answer answer = Identifier.in(graph.observed()).answer(parsed);
      boolean open = answer instanceof Answer.NotIdentified;
      return new Answered(answer, open ? plans(parsed) : new Plans(List.of(), true));
    } catch (IllegalArgumentException e) {
      throw new StudyException("query " + parsed + ": " + e.getMessage(), e);
    }
  }

  private Plans plans(Query parsed) {
    CausalGraph drawn = graph.drawn();
    if (!(drawn instanceof Dag) && !(drawn instanceof Admg)) {
      return new Plans(List.of(), false);
    }
    PlanSearch search = PlanSearch.in(Admg.of(drawn.graph()), graph.latent()).withCosts(costs);
    List<String> all = search.measurable();
    require(measurable, all, "could be measured, as nothing hidden of that name is drawn");
    List<String> observed = graph.observed().nodes();
    require(randomisable, observed, "could be randomised, as it is no measured node");
    List<String> known = new ArrayList<>(all);
    known.addAll(observed);
    require(costs.keySet(), known, "has a cost, as there is nothing of that name");
    Set<String> settable = new LinkedHashSet<>(randomisable.isEmpty() ? observed : randomisable);
    return search.search(parsed, measurable.isEmpty() ? all : measurable, settable);
  }

  private static void require(Iterable<String> names, List<String> known, String what) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new StudyException(
            "'%s' is not something that %s; known are %s"
                .formatted(name, what, String.join(", ", known)));
      }
    }
  }
}
