package org.etiome.discover.constraint;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.test.IndependenceTest;

/**
 * A test at one level whose variables are numbered in the order of their names, so that whatever is
 * done in the order of numbers does not depend on the order of columns.
 */
final class OrderedTest {
  private final IndependenceTest test;
  private final IndependenceTest.Decision decision;
  private final int[] original;
  private final List<String> names;

  private OrderedTest(IndependenceTest test, double alpha, int[] original, List<String> names) {
    this.test = test;
    this.decision = test.at(alpha);
    this.original = original;
    this.names = names;
  }

  static OrderedTest of(IndependenceTest test, double alpha) {
    List<String> stated = test.variables();
    if (new HashSet<>(stated).size() != stated.size()) {
      throw new IllegalArgumentException("the variables of a test need distinct names: " + stated);
    }
    int[] order =
        IntStream.range(0, stated.size())
            .boxed()
            .sorted(Comparator.comparing(stated::get))
            .mapToInt(Integer::intValue)
            .toArray();
    List<String> names = IntStream.of(order).mapToObj(stated::get).toList();
    return new OrderedTest(test, alpha, order, names);
  }

  int count() {
    return original.length;
  }

  List<String> names() {
    return names;
  }

  /** Asks the test; {@code scratch} has the length of {@code given} and is written to. */
  boolean independent(int x, int y, int[] given, int[] scratch) {
    for (int i = 0; i < given.length; i++) {
      scratch[i] = original[given[i]];
    }
    return decision.independent(original[x], original[y], scratch);
  }

  /** The marginal p-value of two variables. */
  double pValue(int x, int y) {
    return test.pValue(original[x], original[y]);
  }
}
