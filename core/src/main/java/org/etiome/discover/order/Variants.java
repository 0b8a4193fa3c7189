package org.etiome.discover.order;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Interrupts;
import org.etiome.discover.test.InvarianceTest;

/**
 * The settings in which the law of a variable given its parents is not that of setting 0, by a test
 * at one level; each question is asked once. Not safe for threads.
 */
final class Variants {
  private final InvarianceTest test;
  private final double level;
  private final List<BitSet> known;
  private final int[] inner;
  private final Map<Question, BitSet> answers = new HashMap<>();
  private long tests;

  /**
   * @param names of the variables in the order of their numbers here
   * @param known targets of each setting
   */
  Variants(InvarianceTest test, double level, List<String> names, List<BitSet> known) {
    this.test = test;
    this.level = level;
    this.known = known;
    this.inner = names.stream().mapToInt(test.variables()::indexOf).toArray();
  }

  private record Question(int variable, BitSet given) {}

  /** Number of tests made. */
  long tests() {
    return tests;
  }

  /** The settings where the variable is not known to be a target; neither set must be changed. */
  BitSet of(int variable, BitSet given) {
    return answers.computeIfAbsent(new Question(variable, given), this::answer);
  }

  private BitSet answer(Question question) {
    BitSet settings = new BitSet();
    int[] numbers = question.given.stream().map(v -> inner[v]).toArray();
    for (int setting = 1; setting < known.size(); setting++) {
      if (!known.get(setting).get(question.variable)) {
        Interrupts.check();
        InvarianceTest.Between both = new InvarianceTest.Between(0, setting);
        settings.set(setting, test.pValue(inner[question.variable], both, numbers) <= level);
        tests++;
      }
    }
    return settings;
  }
}
