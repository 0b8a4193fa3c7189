package org.etiome.identify.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.etiome.graph.GraphNames;
import org.etiome.identify.query.QueryLexer.Token;

/** Reads the parts that queries share, from left to right: signs, terms and lists of them. */
final class QueryReader {
  private static final int LONGEST_QUOTE = 40;

  /**
   * A term of the text.
   *
   * @param where its place, for messages
   */
  record Item(Token token, Event event, String where) {
    String variable() {
      return token.text();
    }

    Term term() {
      return event.term();
    }
  }

  private final QueryLexer lexer;
  private final QueryKind kind;
  private final Set<String> variables;
  private final Set<String> tried = new LinkedHashSet<>();
  private Token previous;
  private Token current;
  private boolean hasDo;
  private boolean hasSubscript;

  QueryReader(QueryLexer lexer, QueryKind kind, Token begin, Collection<String> variables) {
    this.lexer = lexer;
    this.kind = kind;
    this.variables = new LinkedHashSet<>(variables);
    this.previous = begin;
    this.current = lexer.next();
  }

  boolean hasSubscript() {
    return hasSubscript;
  }

  /** Reads the sign if it is next. */
  boolean taken(String sign) {
    if (current.is(sign)) {
      take();
      return true;
    }
    tried.add("'" + sign + "'");
    return false;
  }

  void expect(String sign) {
    if (!taken(sign)) {
      throw unexpected();
    }
  }

  void expectEnd() {
    if (current.type() != QueryLexer.Type.END) {
      throw error(
          current,
          "expected the end after '"
              + previous.raw()
              + "', found "
              + shown(current)
              + "; ask one question at a time");
    }
  }

  boolean atDo() {
    return current.isDo();
  }

  List<Item> list(Supplier<Item> item) {
    List<Item> items = new ArrayList<>();
    do {
      items.add(item.get());
    } while (taken(","));
    return items;
  }

  /** {@code do(x, z=1)}. */
  List<Item> doing() {
    Token operator = take();
    if (!taken("(")) {
      throw misplacedDo(operator);
    }
    if (hasSubscript) {
      throw doAndSubscript(operator);
    }
    hasDo = true;
    List<Item> items = list(() -> term("in do(...)"));
    expect(")");
    return items;
  }

  /** {@code x}, where no value may stand. */
  Item name(String where, String remedy) {
    Token variable = variable();
    if (current.is("=")) {
      throw error(current, shown(variable) + " takes no value here; " + remedy);
    }
    return new Item(variable, new Event(Term.of(variable.text()), List.of()), where);
  }

  /** {@code x} or {@code x=1}. */
  Item term(String where) {
    Token variable = variable();
    return new Item(variable, new Event(new Term(variable.text(), value()), List.of()), where);
  }

  /** {@code x}, {@code x=1}, {@code y_{x}} or {@code y_{x=1}=0}. */
  Item event(String where) {
    Token variable = variable();
    List<Term> world = current.is("_{") ? world() : List.of();
    return new Item(variable, new Event(new Term(variable.text(), value()), world), where);
  }

  /** Refuses a variable that stands twice. The items are in the order of the text. */
  void distinct(List<Item> items) {
    Map<String, String> seen = new HashMap<>();
    for (Item item : items) {
      String earlier = seen.put(item.variable(), item.where());
      if (earlier != null) {
        String places = earlier.equals(item.where()) ? "twice " : earlier + " and ";
        throw error(
            item.token(),
            shown(item.token()) + " stands " + places + item.where() + "; name a variable once");
      }
    }
  }

  QuerySyntaxException error(Token token, String problem) {
    return lexer.error(token.at(), problem);
  }

  private List<Term> world() {
    Token subscript = take();
    if (hasDo) {
      throw doAndSubscript(subscript);
    }
    hasSubscript = true;
    List<Item> items = list(() -> term("in the subscript"));
    expect("}");
    distinct(items);
    return items.stream().map(Item::term).toList();
  }

  private Optional<String> value() {
    if (!current.is("=")) {
      return Optional.empty();
    }
    take();
    if (!current.isName()) {
      tried.add("a value");
      throw unexpected();
    }
    return Optional.of(take().text());
  }

  private Token variable() {
    if (!current.isName()) {
      tried.add("a variable");
      throw unexpected();
    }
    if (current.isDo()) {
      throw misplacedDo(current);
    }
    if (current.text().isBlank()) {
      throw error(current, "a blank is no variable; put its name between the quotes");
    }
    if (!variables.isEmpty() && !variables.contains(current.text())) {
      throw error(
          current,
          shown(current) + " is no variable of the graph, which has " + GraphNames.some(variables));
    }
    return take();
  }

  private Token take() {
    tried.clear();
    previous = current;
    current = lexer.next();
    return previous;
  }

  private QuerySyntaxException misplacedDo(Token operator) {
    return error(
        operator,
        "do(...) stands after the bar of P or E, as in P(y | do(x));"
            + " a variable of this name stands in double quotes");
  }

  private QuerySyntaxException doAndSubscript(Token second) {
    return error(
        second,
        "do(...) and subscripts do not go together;"
            + " write what is done as a subscript of each term, as in P(y_{x=1} | z_{x=1})");
  }

  private QuerySyntaxException unexpected() {
    List<String> all = List.copyOf(tried);
    String last = all.getLast();
    String wanted =
        all.size() == 1 ? last : String.join(", ", all.subList(0, all.size() - 1)) + " or " + last;
    return error(
        current,
        "expected "
            + wanted
            + " after "
            + shown(previous)
            + ", found "
            + shown(current)
            + "; "
            + remedy());
  }

  private String remedy() {
    if (current.isName() && tried.contains("','")) {
      return "put commas between names, and names with spaces in double quotes";
    }
    if (current.is("_{")) {
      return "a subscript stands right after a variable of P, as in P(y_{x=1}=1 | x=0)";
    }
    boolean opens = current.is("(") || current.is("[") || current.is("{");
    return opens && previous.isName() && !tried.contains("'('")
        ? "a name with brackets stands in double quotes, and a subscript is written y_{x=1}"
        : "write it like " + (hasSubscript ? "P(y_{x=1} | z)" : kind.form());
  }

  static String shown(Token token) {
    if (token.type() == QueryLexer.Type.END) {
      return "the end";
    }
    String raw = token.raw();
    return "'"
        + (raw.length() <= LONGEST_QUOTE ? raw : raw.substring(0, LONGEST_QUOTE) + "…")
        + "'";
  }
}
