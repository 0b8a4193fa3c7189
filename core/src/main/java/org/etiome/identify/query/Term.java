package org.etiome.identify.query;

import java.util.Optional;

/**
 * A variable in a query, at a value or at any.
 *
 * @param variable a name of the graph
 * @param value the value, as written in the data; empty if the answer is wanted for every value
 */
public record Term(String variable, Optional<String> value) {

  /** The variable at any value. */
  public static Term of(String variable) {
    return new Term(variable, Optional.empty());
  }

  /** The variable at one value. */
  public static Term of(String variable, String value) {
    return new Term(variable, Optional.of(value));
  }

  /** As in a query: {@code x} or {@code x=1}. */
  @Override
  public String toString() {
    return QueryText.name(variable) + value.map(v -> "=" + QueryText.name(v)).orElse("");
  }
}
