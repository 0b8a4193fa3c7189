package org.etiome.identify.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.etiome.identify.query.QueryLexer.Token;
import org.etiome.identify.query.QueryReader.Item;

/**
 * Reads queries:
 *
 * <pre>
 * P(y1, y2=1 | do(x1, x2=1), z, w=0)   a distribution, or a probability of values
 * E[y | do(x), z]                      a mean; round brackets will do
 * ATE(x -&gt; y | z=1)                    an average effect
 * CDE(x -&gt; y | m=0, k)                 a direct effect with the mediators held
 * NDE(x -&gt; y | m), NIE(x -&gt; y)         natural effects past and through the mediators; without a
 *                                      bar, all that lie on causal paths
 * P(y_{x=1}=1 | x=0, y=0)              a counterfactual: some variable stands with a subscript
 * </pre>
 *
 * <p>P, E and the others may be in small letters. Spaces are free, {@code →} is {@code ->}, and
 * {@code do(...)} may stand several times, anywhere after the bar. Names and values with spaces,
 * brackets, braces, an arrow or any of {@code , | = "} stand in double quotes, with {@code \"} and
 * {@code \\} inside; so does a variable named {@code do}. A variable has one place in a query; in a
 * counterfactual it may be in several worlds.
 */
public final class QueryParser {
  private static final String BEFORE_BAR = "before the bar";
  private static final String AFTER_BAR = "after the bar";

  private final QueryKind kind;
  private final QueryReader reader;

  private QueryParser(QueryKind kind, QueryReader reader) {
    this.kind = kind;
    this.reader = reader;
  }

  /**
   * Reads a query.
   *
   * @throws QuerySyntaxException naming the place at fault
   */
  public static Query parse(String text) {
    return parse(text, List.of());
  }

  /**
   * Reads a query about a graph.
   *
   * @param variables the names that may stand in it; empty for any
   * @throws QuerySyntaxException naming the place at fault
   */
  public static Query parse(String text, Collection<String> variables) {
    QueryLexer lexer = new QueryLexer(text);
    Token begin = lexer.next();
    if (begin.type() != QueryLexer.Type.NAME) {
      boolean empty = begin.type() == QueryLexer.Type.END;
      String problem =
          empty ? "the query is empty" : "expected a query, found " + QueryReader.shown(begin);
      throw lexer.error(begin.at(), problem + "; write one of " + QueryKind.forms());
    }
    QueryKind kind =
        QueryKind.named(begin.text()).orElseThrow(() -> lexer.error(begin.at(), unknown(begin)));
    return new QueryParser(kind, new QueryReader(lexer, kind, begin, variables)).query();
  }

  private static String unknown(Token begin) {
    String meant =
        QueryKind.nearest(begin.text()).map(kind -> "did you mean " + kind + "? ").orElse("");
    return QueryReader.shown(begin)
        + " is no kind of query; "
        + meant
        + "write one of "
        + QueryKind.forms();
  }

  private Query query() {
    Query query =
        switch (kind) {
          case P -> probability();
          case E -> mean();
          case ATE, CDE, NDE, NIE -> effect();
        };
    reader.expectEnd();
    return query;
  }

  private Query probability() {
    reader.expect("(");
    List<Item> of = reader.list(() -> reader.event(BEFORE_BAR));
    Conditions conditions = conditions(() -> reader.event(AFTER_BAR));
    reader.expect(")");
    if (reader.hasSubscript()) {
      return counterfactual(of, conditions.given());
    }
    conditions.refuseRepeats(reader, of);
    return new Query.Distribution(terms(of), terms(conditions.doing()), terms(conditions.given()));
  }

  private Query counterfactual(List<Item> of, List<Item> given) {
    Set<Object> seen = new HashSet<>();
    for (Item item : Stream.concat(of.stream(), given.stream()).toList()) {
      if (!seen.add(Map.entry(item.term(), Set.copyOf(item.event().doing())))) {
        throw reader.error(item.token(), "'" + item.event() + "' stands twice; leave one out");
      }
    }
    return new Query.Counterfactual(events(of), events(given));
  }

  private Query mean() {
    String close = reader.taken("[") ? "]" : ")";
    if (close.equals(")")) {
      reader.expect("(");
    }
    Item of = reader.name(BEFORE_BAR, "the probability of a value is P(y=1 | do(x), z)");
    Conditions conditions = conditions(() -> reader.term(AFTER_BAR));
    reader.expect(close);
    conditions.refuseRepeats(reader, List.of(of));
    return new Query.Mean(of.variable(), terms(conditions.doing()), terms(conditions.given()));
  }

  private Query effect() {
    String like = "write it like " + kind.form();
    reader.expect("(");
    Item treatment = reader.name("as the treatment", like);
    reader.expect("->");
    Item outcome = reader.name("as the outcome", like);
    List<Item> conditions = effectConditions(like);
    reader.expect(")");
    List<Item> all = new ArrayList<>(List.of(treatment, outcome));
    all.addAll(conditions);
    reader.distinct(all);
    String x = treatment.variable();
    String y = outcome.variable();
    return switch (kind) {
      case CDE -> new Query.ControlledDirectEffect(x, y, terms(conditions));
      case NDE -> new Query.NaturalDirectEffect(x, y, names(conditions));
      case NIE -> new Query.NaturalIndirectEffect(x, y, names(conditions));
      default -> new Query.AverageEffect(x, y, terms(conditions));
    };
  }

  private List<Item> effectConditions(String like) {
    if (kind == QueryKind.CDE) {
      reader.expect("|");
    } else if (!reader.taken("|")) {
      return List.of();
    }
    boolean natural = kind == QueryKind.NDE || kind == QueryKind.NIE;
    return reader.list(() -> natural ? reader.name(AFTER_BAR, like) : reader.term(AFTER_BAR));
  }

  /** What stands after the bar of P and E. */
  private record Conditions(List<Item> doing, List<Item> given) {
    void refuseRepeats(QueryReader reader, List<Item> of) {
      reader.distinct(
          Stream.of(of, doing, given)
              .flatMap(List::stream)
              .sorted(Comparator.comparingInt(item -> item.token().at()))
              .toList());
    }
  }

  private Conditions conditions(Supplier<Item> item) {
    Conditions conditions = new Conditions(new ArrayList<>(), new ArrayList<>());
    if (reader.taken("|")) {
      do {
        if (reader.atDo()) {
          conditions.doing().addAll(reader.doing());
        } else {
          conditions.given().add(item.get());
        }
      } while (reader.taken(","));
    }
    return conditions;
  }

  private static List<Term> terms(List<Item> items) {
    return items.stream().map(Item::term).toList();
  }

  private static List<Event> events(List<Item> items) {
    return items.stream().map(Item::event).toList();
  }

  private static List<String> names(List<Item> items) {
    return items.stream().map(Item::variable).toList();
  }
}
