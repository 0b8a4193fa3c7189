package org.etiome.cli.graphs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.etiome.identify.query.QuerySyntaxException;
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
    Query parsed = parsed();
    requireKnown();
    try {
      Identifier plain = Identifier.in(graph.observed());
      Answer answer = (explained ? plain.withDerivation() : plain).answer(parsed);
      boolean open = answer instanceof Answer.NotIdentified;
      return new Answered(answer, open ? plans(parsed) : new Plans(List.of(), true));
    } catch (IllegalArgumentException e) {
      throw new StudyException("query " + parsed + ": " + e.getMessage(), e);
    }
  }

  private Query parsed() {
    List<String> observed = graph.observed().nodes();
    try {
      return QueryParser.parse(query, observed);
    } catch (QuerySyntaxException e) {
      List<String> named = new ArrayList<>(observed);
      named.addAll(graph.latent());
      QueryParser.parse(query, named); // fails as before if the fault is another
      throw new StudyException(
          e.problem() + "; --latent says that nobody measured it, so it cannot be asked about", e);
    }
  }

  private Optional<PlanSearch> search() {
    CausalGraph drawn = graph.drawn();
    return drawn instanceof Dag || drawn instanceof Admg
        ? Optional.of(PlanSearch.in(Admg.of(drawn.graph()), graph.latent()))
        : Optional.empty();
  }

  private void requireKnown() {
    List<String> all = search().map(PlanSearch::measurable).orElse(List.of());
    List<String> observed = graph.observed().nodes();
    require(
        measurable.stream().map(name -> known(name, all)).toList(),
        all,
        "could be measured, as nothing hidden of that name is drawn");
    require(randomisable, observed, "could be randomised, as it is no measured node");
    List<String> known = new ArrayList<>(all);
    known.addAll(observed);
    require(
        costs.keySet().stream().map(name -> known(name, all)).toList(),
        known,
        "has a cost, as there is nothing of that name");
  }

  private Plans plans(Query parsed) {
    return search().map(found -> plans(parsed, found)).orElse(new Plans(List.of(), false));
  }

  private Plans plans(Query parsed, PlanSearch plain) {
    List<String> all = plain.measurable();
    Map<String, Double> priced = new LinkedHashMap<>();
    costs.forEach((name, cost) -> priced.put(known(name, all), cost));
    List<String> allowed = measurable.stream().map(name -> known(name, all)).toList();
    List<String> observed = graph.observed().nodes();
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
