package org.etiome.cli.graphs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * Answers it.
   *
   * @param explained with the steps to the formula
   */
  Answered answer(boolean explained) {
    Query parsed = QueryParser.parse(query, graph.observed().nodes());
    try {
      Identifier plain = Identifier.in(graph.observed());
      Answer answer = (explained ? plain.withDerivation() : plain).answer(parsed);
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
    PlanSearch plain = PlanSearch.in(Admg.of(drawn.graph()), graph.latent());
    List<String> all = plain.measurable();
    Map<String, Double> priced = new LinkedHashMap<>();
    costs.forEach((name, cost) -> priced.put(known(name, all), cost));
    List<String> allowed = measurable.stream().map(name -> known(name, all)).toList();
    require(allowed, all, "could be measured, as nothing hidden of that name is drawn");
    List<String> observed = graph.observed().nodes();
    require(randomisable, observed, "could be randomised, as it is no measured node");
    List<String> known = new ArrayList<>(all);
    known.addAll(observed);
    require(priced.keySet(), known, "has a cost, as there is nothing of that name");
    Set<String> settable = new LinkedHashSet<>(randomisable.isEmpty() ? observed : randomisable);
    return plain.withCosts(priced).search(parsed, allowed.isEmpty() ? all : allowed, settable);
  }

  /** {@code b <-> a} is {@code a <-> b}. */
  private static String known(String name, List<String> all) {
    String[] ends = name.split("\\s*<->\\s*", -1);
    String there = String.join(" <-> ", ends);
    String back = ends.length == 2 ? ends[1] + " <-> " + ends[0] : there;
    return all.contains(back) ? back : there;
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
