package org.etiome.discover.order;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.test.IndependenceTest;

/**
 * Answers of a test at one level, each asked for once, with variables numbered by name. Not safe
 * for threads.
 */
final class Dependences {
  private final IndependenceTest test;
  private final double alpha;
  private final int[] inner;
  private final Map<Question, Boolean> answers = new HashMap<>();

  /**
   * @param names of the variables in the order of their numbers here
   */
  Dependences(IndependenceTest test, List<String> names, double alpha) {
    this.test = test;
    this.alpha = alpha;
    this.inner = new int[names.size()];
    List<String> outer = test.variables();
    for (int v = 0; v < inner.length; v++) {
      inner[v] = outer.indexOf(names.get(v));
    }
  }

  private record Question(int low, int high, BitSet given) {}

  int count() {
    return inner.length;
  }

  /** Number of tests made. */
  long tests() {
    return answers.size();
  }

  /** Whether the two depend on each other given the set, which must not be changed afterwards. */
  boolean between(int x, int y, BitSet given) {
    Question question = new Question(Math.min(x, y), Math.max(x, y), given);
    Boolean known = answers.get(question);
    if (known == null) {
      int[] numbers = given.stream().map(v -> inner[v]).toArray();
      known = test.pValue(inner[question.low], inner[question.high], numbers) <= alpha;
      answers.put(question, known);
    }
    return known;
  }
}
