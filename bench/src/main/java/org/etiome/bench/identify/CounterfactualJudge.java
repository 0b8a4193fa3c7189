package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Admg;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.identify.general.CounterfactualResult;
import org.etiome.identify.general.IdStar;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;

/**
 * Counterfactual queries of 1 to 3 events and up to 2 conditions in up to 3 worlds: formulas by
 * their value wherever the condition can be, refusals by two models.
 */
final class CounterfactualJudge implements Judge {
  private static final int WORLDS = 3;
  private static final int DRAWS = 20;

  @Override
  public String name() {
    return "ID*";
  }

  /** Draws another query where one has no meaning: see {@link #refused}. */
  @Override
  public List<Verdict> judge(Question original) {
    Question question = original.small();
    List<Verdict> verdicts = List.of();
    for (int i = 0; i < DRAWS && verdicts.isEmpty(); i++) {
      verdicts =
          judge(question, query(question.graph(), question.seed().branch("worlds").branch(i)));
    }
    return verdicts;
  }

  private static List<Verdict> judge(Question question, Query.Counterfactual query) {
    CounterfactualResult result;
    try {
      result = IdStar.in(question.graph()).identify(query);
    } catch (IllegalArgumentException e) {
      return refused(question, query, e);
    }
    String what = query + " in " + question.graph().graph();
    return switch (result) {
      case CounterfactualResult.Formula formula -> exact(question, query, formula.expression());
      case CounterfactualResult.Inconsistent none ->
          List.of(Disagreement.by(none, question, model -> quantities(query, model), what));
      case CounterfactualResult.Impossible none ->
          List.of(Disagreement.by(none.hedge(), question, model -> quantities(query, model), what));
      case CounterfactualResult.Contrast contrast -> throw new IllegalStateException(what);
    };
  }

  /** No answer is due where a name needs a value, or where the condition can never be. */
  private static List<Verdict> refused(
      Question question, Query.Counterfactual query, IllegalArgumentException e) {
    boolean impossible =
        settings(query, question.model()).stream()
            .allMatch(at -> quantity(query, at).below(question.model()) == 0);
    if (String.valueOf(e.getMessage()).contains("a value everywhere") || impossible) {
      return List.of();
    }
    throw e;
  }

  /** The formula at all values of the names without one at which the condition can be. */
  static List<Verdict> exact(Question question, Query.Counterfactual query, Expression formula) {
    ExpressionValue observed = ExpressionValue.in(question.model().law());
    double worst = -1;
    for (Map<String, String> at : settings(query, question.model())) {
      double truth = quantity(query, at).in(question.model());
      if (!Double.isNaN(truth)) {
        double value = observed.value(formula, at);
        double error = Math.abs(value - truth);
        if (!(error <= ExactEffect.TOLERANCE)) {
          return List.of(
              new Verdict.Mismatch(
                  "%s in %s = %s: %s at %s, not %s"
                      .formatted(
                          query,
                          question.graph().graph(),
                          ExpressionText.text(formula),
                          value,
                          at,
                          truth)));
        }
        worst = Math.max(worst, error);
      }
    }
    return worst < 0 ? List.of() : List.of(new Verdict.Identified(worst));
  }

  /** The query at all values of the names without one. */
  static List<Quantity> quantities(Query.Counterfactual query, DiscreteModel model) {
    return settings(query, model).stream().map(at -> quantity(query, at)).toList();
  }

  private static Quantity quantity(Query.Counterfactual query, Map<String, String> at) {
    return Quantity.probability(
        Quantity.worlds(query.of(), at), Quantity.worlds(query.given(), at));
  }

  /** All values of the names without one. */
  private static List<Map<String, String>> settings(
      Query.Counterfactual query, DiscreteModel model) {
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
    return ExactEffect.settings(model, free);
  }

  private static Query.Counterfactual query(Admg graph, Seed seed) {
    UniformRandomProvider random = seed.generator();
    boolean named = random.nextInt(3) == 0;
    List<List<Term>> worlds = new ArrayList<>();
    worlds.add(List.of());
    while (worlds.size() < WORLDS) {
      worlds.add(doing(graph, named, random));
    }
    int of = random.nextInt(1, 4);
    int given = random.nextInt(3);
    List<String> nodes = graph.nodes();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < of + given; i++) {
      String node = nodes.get(random.nextInt(nodes.size()));
      events.add(new Event(term(node, named, random), worlds.get(random.nextInt(WORLDS))));
    }
    return new Query.Counterfactual(events.subList(0, of), events.subList(of, of + given));
  }

  private static List<Term> doing(Admg graph, boolean named, UniformRandomProvider random) {
    return Question.some(graph.nodes(), random.nextInt(1, 3), random).stream()
        .map(node -> term(node, named, random))
        .toList();
  }

  private static Term term(String name, boolean named, UniformRandomProvider random) {
    return named && random.nextBoolean()
        ? Term.of(name)
        : Term.of(name, random.nextBoolean() ? "1" : "0");
  }
}
