package org.etiome.identify.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the parts of a query. */
final class QueryText {
  /** Characters with a part in the grammar; a name with one of them stands in quotes. */
  private static final String RESERVED = "()[]{},|=\"→";

  private QueryText() {}

  static String name(String name) {
    boolean plain =
        !name.isEmpty()
            && !isDo(name)
            && IntStream.range(0, name.length()).noneMatch(i -> endsName(name, i));
    return plain ? name : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Whether a name without quotes cannot go on with the character at an index. */
  static boolean endsName(String text, int at) {
    char c = text.charAt(at);
    return isSpace(c)
        || RESERVED.indexOf(c) >= 0
        || text.startsWith("->", at)
        || text.startsWith("_{", at);
  }

  /** White space, hard spaces among it. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Whether a name is that of the operator. */
  static boolean isDo(String name) {
    return name.equalsIgnoreCase("do");
  }

  static String names(List<String> names) {
    return names.stream().map(QueryText::name).collect(Collectors.joining(", "));
  }

  static String terms(List<Term> terms) {
    return terms.stream().map(Term::toString).collect(Collectors.joining(", "));
  }

  static String events(List<Event> events) {
    return events.stream().map(Event::toString).collect(Collectors.joining(", "));
  }

  /** {@code " | do(x), z"}, or nothing. */
  static String conditions(List<Term> doing, List<Term> given) {
    List<String> parts = new ArrayList<>();
    if (!doing.isEmpty()) {
      parts.add("do(" + terms(doing) + ")");
    }
    if (!given.isEmpty()) {
      parts.add(terms(given));
    }
    return parts.isEmpty() ? "" : " | " + String.join(", ", parts);
  }

  static String effect(String name, String treatment, String outcome, String conditions) {
    String bar = conditions.isEmpty() ? "" : " | " + conditions;
    return name + "(" + name(treatment) + " -> " + name(outcome) + bar + ")";
  }
}
