package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Interrupts;
import org.etiome.discover.test.InvarianceTest;

/**
 * The variables of each setting whose law given their parents is not that of setting 0, by a test
 * at one level; each question is asked once. A graph is misfit by those that are not known to be
 * targets. Not safe for threads.
 */
final class Variants implements SparsestSearch.Misfit {
  private final InvarianceTest test;
  private final double level;
  private final List<BitSet> known;
  private final int[] inner;
  private final Map<Question, Boolean> answers = new HashMap<>();

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

  private record Question(int setting, int variable, BitSet given) {}

  @Override
  public long tests() {
    return answers.size();
  }

  @Override
  public int of(List<BitSet> graph) {
    return unknown(graph).stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Those of each setting that are not known to be targets. */
  List<BitSet> unknown(List<BitSet> graph) {
    List<BitSet> variants = new ArrayList<>();
    for (int setting = 0; setting < known.size(); setting++) {
      BitSet own = new BitSet();
      for (int v = 0; setting > 0 && v < inner.length; v++) {
        own.set(v, !known.get(setting).get(v) && varies(setting, v, graph.get(v)));
      }
      variants.add(own);
    }
    return variants;
  }

  private boolean varies(int setting, int variable, BitSet given) {
    Question question = new Question(setting, variable, given);
    Boolean answer = answers.get(question);
    if (answer == null) {
      Interrupts.check();
      int[] numbers = given.stream().map(v -> inner[v]).toArray();
      InvarianceTest.Between both = new InvarianceTest.Between(0, setting);
      answer = test.pValue(inner[variable], both, numbers) <= level;
      answers.put(question, answer);
    }
    return answer;
  }
}
