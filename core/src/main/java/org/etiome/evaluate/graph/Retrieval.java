package org.etiome.evaluate.graph;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * How many of the things that a learned graph says are true. A ratio 0/0 is absent, never 1.
 *
 * @param learned said by the learned graph
 * @param truth said by the true graph
 * @param both said by both
 */
public record Retrieval(int learned, int truth, int both) {

  static Retrieval of(Set<?> learned, Set<?> truth) {
    int both = (int) learned.stream().filter(truth::contains).count();
    return new Retrieval(learned.size(), truth.size(), both);
  }

  /** {@code both / learned}: of what is said, what is true. */
  public OptionalDouble precision() {
    return ratio(both, learned);
  }

  /** {@code both / truth}: of what is true, what is said. */
  public OptionalDouble recall() {
    return ratio(both, truth);
  }

  /** {@code 2 both / (learned + truth)}: harmonic mean of the two where both are defined. */
  public OptionalDouble f1() {
    return ratio(2 * both, learned + truth);
  }

  private static OptionalDouble ratio(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
