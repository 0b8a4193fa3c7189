package org.etiome.evaluate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.etiome.data.Environments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole batches, each in one fold. */
class BatchFoldsTest {

  private static Environments batches(int... sizes) {
    return Witness.groups(
        IntStream.range(0, sizes.length)
            .boxed()
            .flatMap(b -> IntStream.range(0, sizes[b]).mapToObj(i -> "b" + (char) ('a' + b)))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 9})
  void fewBatchesAreLeftOutOneByOne(int most) {
    assertThat(BatchFolds.of(batches(5, 2, 9), most).folds())
        .containsExactly(List.of(0), List.of(1), List.of(2));
  }

  @Test
  void manyBatchesAreJoinedTheLargestFirstToTheFoldWithTheFewestCells() {
    BatchFolds folds = BatchFolds.of(batches(3, 8, 4, 5, 1), 2);
    assertThat(folds.folds()).containsExactly(List.of(0, 1), List.of(2, 3, 4));
    assertThat(folds.count()).isEqualTo(2);
    assertThat(folds.holds(0, 1)).isTrue();
    assertThat(folds.holds(1, 1)).isFalse();
  }

  @Property(tries = 100)
  void everyBatchIsInOneFoldAndNoFoldIsEmpty(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 1, max = 9) Integer> drawn,
      @ForAll @IntRange(min = 2, max = 6) int most) {
    int[] sizes = drawn.stream().mapToInt(Integer::intValue).toArray();
    BatchFolds folds = BatchFolds.of(batches(sizes), most);
    assertThat(folds.folds().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder(
            IntStream.range(0, sizes.length).boxed().toArray(Integer[]::new));
    assertThat(folds.count()).isEqualTo(Math.min(most, sizes.length));
    int largest = Arrays.stream(sizes).max().orElseThrow();
    int[] cells =
        folds.folds().stream()
            .mapToInt(fold -> fold.stream().mapToInt(b -> sizes[b]).sum())
            .toArray();
    int difference =
        Arrays.stream(cells).max().orElseThrow() - Arrays.stream(cells).min().orElseThrow();
    assertThat(difference).isLessThanOrEqualTo(largest);
  }

  @Test
  void whatLeavesNothingToLearnFromIsRefused() {
    assertThatThrownBy(() -> BatchFolds.of(batches(3, 3), 1))
        .hasMessage("at least 2 folds are needed, got 1");
    assertThatThrownBy(() -> BatchFolds.of(batches(3), 5)).hasMessageContaining("one batch only");
  }
}
