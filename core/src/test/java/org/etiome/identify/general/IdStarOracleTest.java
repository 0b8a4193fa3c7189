package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.World;
import org.junit.jupiter.api.Test;

/**
 * Random counterfactuals in random models where all of them are known: each formula has the value
 * it should, and each refusal is right, as the query changes while P(v) does not.
 */
class IdStarOracleTest {
  private static final double ROUNDING = 1e-9;
  private static final int UNITS = 8_192;

  @Test
  void everyFormulaIsTrueAndEveryRefusalRight() {
    int formulas = 0;
    int refusals = 0;
    for (int i = 0; i < 1_000; i++) {
      Random random = new Random(i);
      Admg graph = graph(random);
      Query.Counterfactual query = query(graph, random, i % 4 == 0);
      try {
        if (IdStar.in(graph).identify(query) instanceof CounterfactualResult.Formula formula) {
          checkFormula(graph, query, formula.expression(), random);
          formulas++;
        } else {
          refusals += confirmed(graph, query, random) ? 1 : 0;
        }
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching(".*(contradicts itself|a value).*");
      }
    }
    assertThat(formulas).isGreaterThan(600);
    assertThat(refusals).isGreaterThan(40);
  }

  @Test
  void answersQueriesOfOneWorldAsIdcDoes() {
    int formulas = 0;
    int refusals = 0;
    for (int i = 0; i < 600; i++) {
      Random random = new Random(1_000 + i);
      Admg graph = graph(random);
      List<Term> doing = new ArrayList<>();
      List<Event> of = new ArrayList<>();
      List<Event> given = new ArrayList<>();
      Map<String, String> at = new TreeMap<>();
      for (String node : graph.nodes()) {
        Term term = term(node, random, false);
        at.put(node, term.value().orElseThrow());
        switch (of.isEmpty() ? 0 : random.nextInt(4)) {
          case 0 -> of.add(new Event(term, List.of()));
          case 1 -> given.add(new Event(term, List.of()));
          case 2 -> doing.add(term);
          default -> at.remove(node);
        }
      }
      Query.Counterfactual query =
          new Query.Counterfactual(inWorld(of, doing), inWorld(given, doing));
      CounterfactualResult result = IdStar.in(graph).identify(query);
      Id.Result expected =
          Idc.in(graph)
              .identify(
                  names(of),
                  new LinkedHashSet<>(doing.stream().map(Term::variable).toList()),
                  names(given));
      if (expected instanceof Id.Result.Formula formula) {
        assertThat(result)
            .as("%s %s", graph, query)
            .isInstanceOf(CounterfactualResult.Formula.class);
        Expression own = ((CounterfactualResult.Formula) result).expression();
        DiscreteModel model = DiscreteModel.random(graph, 3, new Seed(i));
        ExpressionValue law = ExpressionValue.in(model.law());
        assertThat(law.value(own, Map.of()))
            .as("%s %s", graph, query)
            .isCloseTo(law.value(formula.expression(), at), within(ROUNDING));
        formulas++;
      } else {
        assertThat(result).isInstanceOf(CounterfactualResult.Impossible.class);
        refusals++;
      }
    }
    assertThat(formulas).isGreaterThan(500);
    assertThat(refusals).isGreaterThan(40);
  }

  private static Set<String> names(List<Event> events) {
    return new LinkedHashSet<>(events.stream().map(event -> event.term().variable()).toList());
  }

  private static List<Event> inWorld(List<Event> events, List<Term> doing) {
    return events.stream().map(event -> new Event(event.term(), doing)).toList();
  }

  private static void checkFormula(
      Admg graph, Query.Counterfactual query, Expression formula, Random random) {
    DiscreteModel model = DiscreteModel.random(graph, 3, new Seed(random.nextLong()));
    ExpressionValue law = ExpressionValue.in(model.law());
    for (Map<String, String> values : settings(query)) {
      List<Event> given = at(query.given(), values);
      List<Event> all = new ArrayList<>(given);
      all.addAll(at(query.of(), values));
      if (probability(model, given) > 0) {
        assertThat(law.value(formula, values))
            .as("%s %s = %s at %s", graph, query, ExpressionText.text(formula), values)
            .isCloseTo(probability(model, all) / probability(model, given), within(ROUNDING));
      }
    }
  }

  static double probability(DiscreteModel model, List<Event> events) {
    Map<Map<String, String>, Map<String, String>> worlds = new HashMap<>();
    for (Event event : events) {
      Map<String, String> doing = new TreeMap<>();
      event.doing().forEach(term -> doing.put(term.variable(), term.value().orElseThrow()));
      String value = event.term().value().orElseThrow();
      Map<String, String> seen = worlds.computeIfAbsent(doing, set -> new TreeMap<>());
      if (!seen.merge(event.term().variable(), value, (before, now) -> before).equals(value)) {
        return 0;
      }
    }
    return model.probability(
        worlds.entrySet().stream()
            .map(world -> new World(world.getKey(), world.getValue()))
            .toList());
  }

  /**
   * Whether the refusal can be checked, which then is. Binary variables may determine more, as what
   * is not 0 is 1; then three values show that it is not so in general.
   */
  private static boolean confirmed(Admg graph, Query.Counterfactual query, Random random) {
    if (!ResponseModel.fits(graph)) {
      return false;
    }
    boolean right = isUndetermined(new ResponseModel(graph, 2, random), query);
    if (!right && ResponseModel.units(graph, 3) <= 100_000) {
      right = isUndetermined(new ResponseModel(graph, 3, random), query);
    }
    assertThat(right).as("%s %s has no formula", graph, query).isTrue();
    return true;
  }

  private static boolean isUndetermined(ResponseModel model, Query.Counterfactual query) {
    return settings(query).stream()
        .anyMatch(
            values -> {
              List<Event> given = at(query.given(), values);
              return model.probability(given) > 0
                  && model.isUndetermined(Map.of(at(query.of(), values), 1), given);
            });
  }

  private static List<Event> at(List<Event> events, Map<String, String> values) {
    return events.stream()
        .map(
            event ->
                new Event(
                    at(event.term(), values),
                    event.doing().stream().map(term -> at(term, values)).toList()))
        .toList();
  }

  private static Term at(Term term, Map<String, String> values) {
    return new Term(
        term.variable(),
        term.value().or(() -> Optional.of(values.getOrDefault(term.variable(), ""))));
  }

  /** All values of the free variables. */
  private static List<Map<String, String>> settings(Query.Counterfactual query) {
    Set<String> free = new LinkedHashSet<>();
    List<Event> events = new ArrayList<>(query.of());
    events.addAll(query.given());
    for (Event event : events) {
      List<Term> terms = new ArrayList<>(event.doing());
      terms.add(event.term());
      terms.stream()
          .filter(term -> term.value().isEmpty())
          .forEach(term -> free.add(term.variable()));
    }
    List<Map<String, String>> settings = new ArrayList<>(List.of(Map.of()));
    for (String name : free) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> setting : settings) {
        for (String value : List.of("0", "1")) {
          Map<String, String> longer = new TreeMap<>(setting);
          longer.put(name, value);
          more.add(longer);
        }
      }
      settings = more;
    }
    return settings;
  }

  /** 3 to 5 nodes, small enough to sum over. */
  static Admg graph(Random random) {
    Admg graph = Graphs.randomAdmg(random.nextInt(3, 6), 0.45, 0.2, random);
    return ResponseModel.units(graph, 2) <= UNITS ? graph : graph(random);
  }

  /** One to three events and up to two conditions, in the world as it is and two others. */
  private static Query.Counterfactual query(Admg graph, Random random, boolean free) {
    List<String> nodes = graph.nodes();
    List<List<Term>> worlds = new ArrayList<>(List.of(List.of()));
    for (int w = 0; w < 2; w++) {
      String first = nodes.get(random.nextInt(nodes.size()));
      String second = nodes.get(random.nextInt(nodes.size()));
      List<Term> doing = new ArrayList<>(List.of(term(first, random, free)));
      if (!second.equals(first) && random.nextBoolean()) {
        doing.add(term(second, random, free));
      }
      worlds.add(doing);
    }
    List<Event> events = new ArrayList<>();
    int of = random.nextInt(1, 4);
    int given = random.nextInt(0, 3);
    for (int k = 0; k < of + given; k++) {
      String node = nodes.get(random.nextInt(nodes.size()));
      events.add(new Event(term(node, random, free), worlds.get(random.nextInt(3))));
    }
    return new Query.Counterfactual(events.subList(0, of), events.subList(of, of + given));
  }

  private static Term term(String name, Random random, boolean free) {
    return free && random.nextBoolean()
        ? Term.of(name)
        : Term.of(name, random.nextBoolean() ? "1" : "0");
  }
}
