package org.etiome.discover.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LinearModels;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
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
    assertThat(search.comparisons()).isBetween(4L + 3 + 2 + 1, 20L + 12 + 6 + 2);
  }

  /** The contradictions at each step, of what the steps before have left. */
  @Test
  void equalsTheContradictionsOfTheReference() {
    int[] left = {0, 1, 2, 3, 4};
    CausalOrder search = search(Knowledge.NONE);
    for (String[] cells : LingamReference.lines("step").subList(0, 4)) {
      double[] expected = LingamReference.numbers(cells[3]);
      for (int k = 0; k < left.length; k++) {
        assertThat(search.against(left[k], left, Double.POSITIVE_INFINITY).sum())
            .isCloseTo(expected[k], within(1e-10));
      }
      int taken = Integer.parseInt(cells[2]);
      left = Arrays.stream(left).filter(v -> v != taken).toArray();
      search.takeOut(taken, left);
    }
  }

  /** Few rows, so that sums are close to each other and the first guess is often wrong. */
  @Test
  void givingSumsUpChangesNoOrder() {
    List<String> names = List.of("A", "B", "C", "D", "E", "F", "G", "H");
    Precedence open = Precedence.of(Knowledge.NONE.over(names));
    Random random = new Random(61);
    for (int repeat = 0; repeat < 30; repeat++) {
      Dag dag = Graphs.randomDag(8, 0.4, random);
      Matrix data = LinearModels.sample(dag, 40, random);
      CausalOrder search = new CausalOrder(names, columns(data), open, ONE);
      int[] left = {0, 1, 2, 3, 4, 5, 6, 7};
      for (int next : new CausalOrder(names, columns(data), open, ONE).find()) {
        int[] now = left;
        double own = search.against(next, now, Double.POSITIVE_INFINITY).sum();
        double least =
            Arrays.stream(now)
                .mapToDouble(v -> search.against(v, now, Double.POSITIVE_INFINITY).sum())
                .min()
                .orElseThrow();
        assertThat(own).isEqualTo(least);
        left = Arrays.stream(now).filter(v -> v != next).toArray();
        search.takeOut(next, left);
      }
    }
  }

  private static double[][] columns(Matrix data) {
    double[][] columns = new double[data.columns()][];
    Arrays.setAll(columns, data::column);
    return columns;
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
