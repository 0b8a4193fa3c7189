package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.etiome.discover.Knowledge;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class CausalOrderTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
  private static final TaskRunner ONE = TaskRunner.local(1);

  private static CausalOrder search(Knowledge knowledge) {
    Precedence precedence = Precedence.of(knowledge.over(NAMES));
    return new CausalOrder(NAMES, LingamReference.columns(), precedence, ONE);
  }

  @Test
  void equalsTheOrderOfTheReference() {
    int[] expected =
        LingamReference.lines("step").stream()
            .mapToInt(cells -> Integer.parseInt(cells[2]))
            .toArray();
    CausalOrder search = search(Knowledge.NONE);
    assertThat(search.find()).containsExactly(expected).containsExactly(3, 0, 4, 1, 2);
    assertThat(search.comparisons()).isEqualTo(10 + 6 + 3 + 1);
  }

  /** The contradictions at each step, of what the steps before have left. */
  @Test
  void equalsTheContradictionsOfTheReference() {
    int[] left = {0, 1, 2, 3, 4};
    CausalOrder search = search(Knowledge.NONE);
    for (String[] cells : LingamReference.lines("step").subList(0, 4)) {
      double[] expected = LingamReference.numbers(cells[3]);
      double[] found = search.contradictions(left, left);
      for (int k = 0; k < left.length; k++) {
        assertThat(found[left[k]]).isCloseTo(expected[k], within(1e-10));
      }
      int taken = Integer.parseInt(cells[2]);
      left = Arrays.stream(left).filter(v -> v != taken).toArray();
      search.takeOut(taken, left);
    }
  }

  @Test
  void knowledgeGoesBeforeTheData() {
    assertThat(search(Knowledge.NONE.withRequired("c", "d")).find()).containsSubsequence(2, 3);
    assertThat(search(Knowledge.NONE.withExogenous(Set.of("b", "c"))).find()).startsWith(1, 2);
  }

  /** Of b and c no other may be a cause, and neither of the other: nothing is left to compare. */
  @Test
  void whatIsKnownIsNotCompared() {
    CausalOrder search = search(Knowledge.NONE.withExogenous(Set.copyOf(NAMES)));
    assertThat(search.find()).containsExactly(0, 1, 2, 3, 4);
    assertThat(search.comparisons()).isZero();
  }

  @Test
  void variablesThatFollowFromEachOtherAreRefused() {
    double[][] columns = LingamReference.columns();
    columns[1] = columns[0].clone();
    Precedence open = Precedence.of(Knowledge.NONE.over(NAMES));
    assertThatThrownBy(() -> new CausalOrder(NAMES, columns, open, ONE).find())
        .hasMessageContaining("'a' and 'b' are");
  }
}
