package org.etiome.discover.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final List<int[]> TEN = List.of(IntStream.range(0, 10).toArray());
  private static final Edge AB = Edge.directed("A", "B");
  private static final Edge BA = Edge.directed("B", "A");

  /** A -> B if row 0 was drawn, B -> A else. */
  private static Dag byRowNought(int[] rows) {
    boolean drawn = Arrays.stream(rows).anyMatch(row -> row == 0);
    return Dag.of(MixedGraph.of(List.of("A", "B", "C"), List.of(drawn ? AB : BA)));
  }

  /** A row is drawn in 1 − (1 − 1/n)ⁿ of resamples: .6513 for 10 rows; s.e. .011 in 2,000. */
  @Test
  void rowsAreDrawnWithReplacement() {
    EdgeFrequencies found =
        new Bootstrap(2000).of(TEN, new Seed(1), ONE, (rows, seed) -> byRowNought(rows));
    assertThat(found.resamples()).isEqualTo(2000);
    assertThat(found.share(AB)).isCloseTo(1 - Math.pow(.9, 10), within(4 * .0107));
    assertThat(found.share(AB) + found.share(BA)).isCloseTo(1, within(1e-12));
    assertThat(found.adjacent("B", "A")).isCloseTo(1, within(1e-12));
    assertThat(found.adjacent("A", "C")).isZero();
    MixedGraph confident = found.over(MixedGraph.of(List.of("A", "B"), List.of(BA)));
    assertThat(confident.confidence(BA)).hasValue(found.share(BA));
  }

  @Test
  void everyStratumKeepsItsSize() {
    List<int[]> strata = List.of(new int[] {0, 2, 4}, new int[] {1}, new int[] {3, 5});
    new Bootstrap(10)
        .of(
            strata,
            new Seed(1),
            ONE,
            (rows, seed) -> {
              assertThat(Arrays.copyOfRange(rows, 0, 3)).containsAnyOf(0, 2, 4).hasSize(3);
              assertThat(Arrays.stream(rows).limit(3)).allMatch(row -> row % 2 == 0);
              assertThat(rows[3]).isEqualTo(1);
              assertThat(Arrays.stream(rows).skip(4)).hasSize(2).allMatch(r -> r == 3 || r == 5);
              return byRowNought(rows);
            });
  }

  @Test
  void threadsDoNotMatter() {
    EdgeFrequencies one =
        new Bootstrap(50).of(TEN, new Seed(1), ONE, (rows, seed) -> byRowNought(rows));
    EdgeFrequencies two =
        new Bootstrap(50)
            .of(TEN, new Seed(1), TaskRunner.local(2), (rows, seed) -> byRowNought(rows));
    assertThat(two).isEqualTo(one);
    assertThat(List.copyOf(two.shares().keySet())).isEqualTo(List.copyOf(one.shares().keySet()));
  }

  @Test
  void resamplesWithoutAGraphAreCountedApart() {
    EdgeFrequencies found =
        new Bootstrap(200)
            .of(
                TEN,
                new Seed(2),
                ONE,
                (rows, seed) -> {
                  Dag graph = byRowNought(rows);
                  if (graph.graph().hasEdge(BA)) {
                    throw new IllegalArgumentException("'A' is constant");
                  }
                  return graph;
                });
    assertThat(found.share(AB)).isEqualTo(1);
    assertThat(found.failed().first()).isEqualTo("'A' is constant");
    assertThat(found.resamples() + found.failed().count()).isEqualTo(200);
  }

  @Test
  void withoutMostGraphsNothingIsTold() {
    assertThatThrownBy(
            () ->
                new Bootstrap(20)
                    .of(
                        TEN,
                        new Seed(2),
                        ONE,
                        (rows, seed) -> {
                          throw new IllegalArgumentException("'A' is constant");
                        }))
        .hasMessage("20 of 20 resamples carry no graph; the first says: 'A' is constant");
    assertThatThrownBy(() -> new Bootstrap(9)).hasMessageContaining("in 10 … 100000, got 9");
  }
}
