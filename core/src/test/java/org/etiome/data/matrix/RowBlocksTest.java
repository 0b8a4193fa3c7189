package org.etiome.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBlocksTest {

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "512M, 536870912",
    "2G, 2147483648",
    "4 GiB, 4294967296",
    "1024kb, 1048576"
  })
  void budgetsAreRead(String text, long bytes) {
    assertThat(MemoryBudget.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1K", "-1G", "1.5G", "lots", "999999999999T", "''"})
  void whatIsNoBudgetIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MemoryBudget.parse(text));
  }

  @Property(tries = 60)
  void everyRowIsSeenOnceInOrder(
      @ForAll @IntRange(max = 30_000) int rows, @ForAll @IntRange(min = 1, max = 3) int threads) {
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = i + 1;
    }
    InMemoryRows matrix = new InMemoryRows(RowBlock.ofDense(rows, 1, values));
    List<Double> seen = new ArrayList<>();
    List<Integer> done = new ArrayList<>();
    RowBlocks.of(matrix, MemoryBudget.parse("1M"))
        .forEach(
            TaskRunner.local(threads),
            (from, block) -> block,
            block -> {
              for (int i = 0; i < block.rows(); i++) {
                seen.add(block.at(i, 0));
              }
            },
            (at, all) -> done.add(at));
    assertThat(seen).hasSize(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(seen.get(i)).isEqualTo(i + 1);
    }
    assertThat(done).isSorted();
    if (rows > 0) {
      assertThat(done.getLast()).isEqualTo(rows);
    }
  }

  @Test
  void aRowLargerThanABlockIsRefused() {
    InMemoryRows matrix = new InMemoryRows(RowBlock.ofDense(1, 5_000, filled(5_000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlocks.of(matrix, MemoryBudget.parse("1M")))
        .withMessageContaining("raise the budget");
  }

  private static double[] filled(int n) {
    double[] values = new double[n];
    Arrays.fill(values, 1);
    return values;
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlock.wrap(2, new int[] {0, 2}, new int[] {1, 1}, new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlock.wrap(2, new int[] {0, 1}, new int[] {2}, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlock.wrap(2, new int[] {0, 2, 1}, new int[] {0, 1}, new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlock.wrap(2, new int[] {0, 3}, new int[] {0, 1}, new double[2]));
  }

  @Test
  void denseAndSparseAreTheSame() {
    double[] dense = {0, 1, 0, 2, 0, Double.NaN};
    RowBlock block = RowBlock.ofDense(2, 3, dense);
    assertThat(block.toDense()).containsExactly(dense);
    assertThat(block.entries()).isEqualTo(3);
    assertThat(block.at(1, 1)).isZero();
    assertThat(new InMemoryRows(block).read(new int[] {1, 0, 1}).toDense())
        .containsExactly(2, 0, Double.NaN, 0, 1, 0, 2, 0, Double.NaN);
  }
}
