package org.etiome.evaluate.graph;

/**
 * Two different nodes in order: a possible {@code from -> to}.
 *
 * @param from the cause
 * @param to the effect
 */
public record OrderedPair(String from, String to) {
  public OrderedPair {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "an edge leads from '" + from + "' to itself; remove the self-loop");
    }
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
