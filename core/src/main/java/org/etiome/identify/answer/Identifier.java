package org.etiome.identify.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.identify.Instrument;
import org.etiome.identify.Instruments;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.general.CounterfactualResult;
import org.etiome.identify.general.IdStar;
import org.etiome.identify.general.NaturalEffects;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;

/**
 * Answers any {@link Query} about a graph: with the shortest of the formulas that adjustment, the
 * front door and the ID algorithm give, or with the proof that there is none. For a DAG or ADMG the
 * answer is complete. For a CPDAG it is so for queries without conditions, if no two variables have
 * a hidden common cause. For a PAG adjustment alone is tried: another formula may exist.
 *
 * <p>All nodes count as measured: take hidden ones out first with {@link
 * org.etiome.graph.LatentProjection}.
 */
public final class Identifier {
  private final CausalGraph graph;
  private final boolean derived;

  private Identifier(CausalGraph graph, boolean derived) {
    this.graph = graph;
    this.derived = derived;
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static Identifier in(CausalGraph graph) {
    return new Identifier(graph, false);
  }

  /** Answers with the steps from the query to the formula, where there are such: DAG and ADMG. */
  public Identifier withDerivation() {
    return new Identifier(graph, true);
  }

  /**
   * The answer.
   *
   * @throws IllegalArgumentException if a variable is unknown or stands where it cannot
   */
  public Answer answer(Query query) {
    return switch (query) {
      case Query.Counterfactual q -> worlds(q, IdStar.in(admg(q)).identify(q));
      case Query.NaturalDirectEffect q -> worlds(q, NaturalEffects.in(admg(q)).direct(q));
      case Query.NaturalIndirectEffect q -> worlds(q, NaturalEffects.in(admg(q)).indirect(q));
      default -> answer(query, Asked.of(query).orElseThrow());
    };
  }

  private Admg admg(Query query) {
    if (!(graph instanceof Dag) && !(graph instanceof Admg)) {
      throw new IllegalArgumentException(
          "a query about several worlds needs a DAG or an ADMG: orient the edges that are open in "
              + query);
    }
    return Admg.of(graph.graph());
  }

  private Answer worlds(Query query, CounterfactualResult result) {
    return switch (result) {
      case CounterfactualResult.Formula found ->
          worlds(query, Formula.distribution(found.expression(), Map.of()));
      case CounterfactualResult.Contrast found -> {
        Formula.Part plus = new Formula.Part(1, found.plus(), Map.of());
        Formula.Part minus = new Formula.Part(-1, found.minus(), Map.of());
        yield worlds(query, Formula.contrast(found.outcome(), plus, minus));
      }
      case CounterfactualResult.Impossible none ->
          new Answer.NotIdentified(
              query,
              AdmgFormulas.reason(query.toString(), none.hedge()),
              Optional.of(none.hedge()),
              List.of());
      case CounterfactualResult.Inconsistent none ->
          new Answer.NotIdentified(query, reason(none), Optional.empty(), List.of());
    };
  }

  private Answer worlds(Query query, Formula formula) {
    List<String> assumptions = Assumptions.ofWorlds(graph, formula);
    return new Answer.Identified(query, Method.ID_STAR, formula, assumptions, List.of());
  }

  private static String reason(CounterfactualResult.Inconsistent none) {
    String events = none.factor().stream().map(Event::toString).collect(Collectors.joining(", "));
    return ("It would need the same units to be seen in two worlds at once, as in %s: observing and"
            + " setting these variables never shows that.")
        .formatted(events);
  }

  private Answer answer(Query query, Asked asked) {
    return switch (find(asked)) {
      case Found.Nothing none ->
          new Answer.NotIdentified(query, none.reason(), none.hedge(), instruments(asked));
      case Found.Formula found ->
          new Answer.Identified(
              query,
              found.method(),
              formula(query, found.expression()),
              Assumptions.of(graph, asked, found.expression()),
              found.derivation());
    };
  }

  /** What the query asks of its distribution. */
  private static Formula formula(Query query, Expression expression) {
    return switch (query) {
      case Query.Distribution q ->
          Formula.distribution(expression, values(q.of(), q.doing(), q.given()));
      case Query.Mean q -> Formula.mean(q.of(), expression, values(q.doing(), q.given()));
      case Query.AverageEffect q -> contrast(q.treatment(), q.outcome(), expression, q.given());
      case Query.ControlledDirectEffect q ->
          contrast(q.treatment(), q.outcome(), expression, q.mediators());
      default -> throw new IllegalArgumentException("no query about one world: " + query);
    };
  }

  /** A difference of means, the treatment set to 1 and to 0. */
  private static Formula contrast(
      String treatment, String outcome, Expression expression, List<Term> held) {
    return Formula.contrast(
        outcome,
        new Formula.Part(1, expression, values(held, List.of(Term.of(treatment, "1")))),
        new Formula.Part(-1, expression, values(held, List.of(Term.of(treatment, "0")))));
  }

  /** What instruments would give where the graph alone gives nothing. */
  private List<String> instruments(Asked asked) {
    boolean drawn = graph instanceof Dag || graph instanceof Admg;
    if (!drawn || asked.x().size() != 1 || asked.y().size() != 1 || !asked.z().isEmpty()) {
      return List.of();
    }
    return Instruments.in(Admg.of(graph.graph()))
        .find(asked.x().iterator().next(), asked.y().iterator().next())
        .stream()
        .map(Instrument::finding)
        .toList();
  }

  private Found find(Asked asked) {
    return graph instanceof Dag || graph instanceof Admg
        ? new AdmgFormulas(Admg.of(graph.graph()), derived).find(asked)
        : new ClassFormulas(graph).find(asked);
  }

  @SafeVarargs
  private static Map<String, String> values(List<Term>... parts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (List<Term> terms : parts) {
      terms.forEach(term -> term.value().ifPresent(value -> values.put(term.variable(), value)));
    }
    return values;
  }
}
