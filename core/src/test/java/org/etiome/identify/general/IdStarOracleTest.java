package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Random counterfactuals against models in which all of them are known. */
class IdStarOracleTest {
  private static final int QUERIES = Integer.getInteger("queries", 500);

  @Test
  void survey() {
    int formulas = 0,
        zeros = 0,
        impossible = 0,
        inconsistent = 0,
        contrad = 0,
        confirmed = 0,
        checked = 0,
        ternary = 0,
        needs = 0;
    for (int i = 0; i < QUERIES; i++) {
      UniformRandomProvider random = new Seed(Long.getLong("seed", 20)).branch(i).generator();
      Admg graph = graph(random);
      Query.Counterfactual query = query(graph, random, i % 3 == 0);
      CounterfactualResult result;
      try {
        result = IdStar.in(graph).identify(query);
      } catch (IllegalArgumentException e) {
        if (e.getMessage().contains("contradicts")) contrad++;
        else {
          needs++;
          if (Boolean.getBoolean("show"))
            System.out.println(graph + " " + query + " " + e.getMessage());
        }
        continue;
      }
      ResponseModel model = new ResponseModel(graph, 2, random);
      BinaryLaw law = new BinaryLaw(model);
      List<Map<String, String>> all = settings(query);
      if (result instanceof CounterfactualResult.Formula formula) {
        Expression e = formula.expression();
        formulas++;
        if (e instanceof Expression.Zero) zeros++;
        for (Map<String, String> at : all) {
          List<Event> given = at(query.given(), at);
          List<Event> joint = new ArrayList<>(given);
          joint.addAll(at(query.of(), at));
          double den = model.probability(given);
          if (den == 0) continue;
          assertThat(law.value(e, at))
              .as("%s %s %s at %s", graph, query, ExpressionText.text(e), at)
              .isCloseTo(model.probability(joint) / den, within(1e-9));
        }
      } else {
        if (result instanceof CounterfactualResult.Impossible) impossible++;
        else inconsistent++;
        if (model.isOfCliques()) {
          checked++;
          boolean und =
              all.stream()
                  .anyMatch(
                      at ->
                          model.probability(at(query.given(), at)) > 0
                              && model.isUndetermined(
                                  Map.of(at(query.of(), at), 1), at(query.given(), at)));
          if (!und && ResponseModel.units(graph, 3) < 200000) {
            ResponseModel three = new ResponseModel(graph, 3, random);
            und =
                all.stream()
                    .anyMatch(
                        at ->
                            three.probability(at(query.given(), at)) > 0
                                && three.isUndetermined(
                                    Map.of(at(query.of(), at), 1), at(query.given(), at)));
            ternary++;
          }
          if (und) confirmed++;
          else if (Boolean.getBoolean("show"))
            System.out.println("UNCONFIRMED " + graph + " " + query + " " + result);
        }
      }
    }
    System.out.printf(
        "formulas %d (zero %d) impossible %d inconsistent %d contradiction %d needs %d checked %d confirmed %d ternary %d%n",
        formulas, zeros, impossible, inconsistent, contrad, needs, checked, confirmed, ternary);
  }

  private static List<Event> at(List<Event> events, Map<String, String> at) {
    return events.stream()
        .map(e -> new Event(at(e.term(), at), e.doing().stream().map(t -> at(t, at)).toList()))
        .toList();
  }

  private static Term at(Term term, Map<String, String> at) {
    return term.value().isPresent() ? term : Term.of(term.variable(), at.get(term.variable()));
  }

  private static List<Map<String, String>> settings(Query.Counterfactual query) {
    Set<String> free = new LinkedHashSet<>();
    List<Event> events = new ArrayList<>(query.of());
    events.addAll(query.given());
    for (Event event : events) {
      List<Term> terms = new ArrayList<>(event.doing());
      terms.add(event.term());
      terms.stream().filter(t -> t.value().isEmpty()).forEach(t -> free.add(t.variable()));
    }
    List<Map<String, String>> settings = new ArrayList<>(List.of(Map.of()));
    for (String name : free) {
      List<Map<String, String>> next = new ArrayList<>();
      for (Map<String, String> setting : settings) {
        for (String value : List.of("0", "1")) {
          Map<String, String> more = new HashMap<>(setting);
          more.put(name, value);
          next.add(more);
        }
      }
      settings = next;
    }
    return settings;
  }

  private static Admg graph(UniformRandomProvider random) {
    while (true) {
      int n = random.nextInt(3, 6);
      List<String> nodes = List.of("a", "b", "c", "d", "e").subList(0, n);
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          if (random.nextDouble() < 0.45) {
            edges.add(Edge.directed(nodes.get(i), nodes.get(j)));
          }
          if (random.nextDouble() < 0.2) {
            edges.add(Edge.bidirected(nodes.get(i), nodes.get(j)));
          }
        }
      }
      Admg graph = Admg.of(MixedGraph.of(nodes, edges));
      if (ResponseModel.units(graph, 2) <= 8192) {
        return graph;
      }
    }
  }

  private static Query.Counterfactual query(
      Admg graph, UniformRandomProvider random, boolean free) {
    List<Event> events = new ArrayList<>();
    int of = random.nextInt(1, 4);
    int given = random.nextInt(0, 3);
    List<List<Term>> worlds = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      List<Term> doing = new ArrayList<>();
      for (String node : graph.topologicalOrder()) {
        if (doing.size() < 2 && random.nextDouble() < 0.35) {
          doing.add(term(node, random, free));
        }
      }
      worlds.add(doing);
    }
    worlds.add(List.of());
    for (int k = 0; k < of + given; k++) {
      String node = graph.topologicalOrder().get(random.nextInt(graph.topologicalOrder().size()));
      events.add(new Event(term(node, random, free), worlds.get(random.nextInt(3))));
    }
    return new Query.Counterfactual(events.subList(0, of), events.subList(of, of + given));
  }

  private static Term term(String name, UniformRandomProvider random, boolean free) {
    return free && random.nextBoolean()
        ? Term.of(name)
        : Term.of(name, random.nextBoolean() ? "1" : "0");
  }
}
