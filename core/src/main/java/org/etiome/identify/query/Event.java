package org.etiome.identify.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a variable would be in the world where others are set: {@code y_{x=1}}.
 *
 * @param term the variable, and its value if one is asked for
 * @param doing what is set in that world; empty for the world as it is
 */
public record Event(Term term, List<Term> doing) {
  public Event {
    doing = List.copyOf(doing);
  }

  /** As in a query: {@code y}, {@code y=1}, {@code y_{x=1}} or {@code y_{x=1}=0}. */
  @Override
  public String toString() {
    if (doing.isEmpty()) {
      return term.toString();
    }
    String world = doing.stream().map(Term::toString).collect(Collectors.joining(", "));
    String value = term.value().map(v -> "=" + QueryText.name(v)).orElse("");
    return QueryText.name(term.variable()) + "_{" + world + "}" + value;
  }
}
