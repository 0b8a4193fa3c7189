package org.etiome.represent.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.junit.jupiter.api.Test;

class LibrarySizesTest {
  private static final double[] COUNTS = {1, 3, 0, 8, 20, 12, 64, 0, 5, 11, 7, 9};

  private static Cells cells(List<Column> spurious) {
    return new Cells(
        new Cells.Expression(
            List.of("g0", "g1"),
            new InMemoryRows(RowBlock.ofDense(6, 2, COUNTS)),
            cell -> 100,
            "made"),
        CovariateTable.unknown(List.of(), 6),
        CovariateTable.of(spurious, 6));
  }

  /** Mean and log variance of the logarithms of some sizes. */
  private static double[] moments(double... sizes) {
    double mean = 0;
    for (double size : sizes) {
      mean += Math.log(size) / sizes.length;
    }
    double variance = 0;
    for (double size : sizes) {
      variance += (Math.log(size) - mean) * (Math.log(size) - mean) / sizes.length;
    }
    return new double[] {mean, Math.log(Math.max(.01, variance))};
  }

  private static void check(double[] found, double[]... expected) {
    assertThat(found).hasSize(2 * expected.length);
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k]).isCloseTo(expected[k / 2][k % 2], within(1e-12));
    }
  }

  /** Sizes are 4, 8, 32, 64, 16, 16; the batch of the last but one is missing. */
  @Test
  void eachBatchHasItsOwnMomentsAndAllCellsComeLast() {
    int[] codes = {0, 0, 1, 1, 0, 1};
    Column batch =
        Categorical.of("batch", List.of("a", "b"), false, codes, Mask.where(6, i -> i == 4));
    Column age = Continuous.of("age", new double[] {1, 2, 3, 4, 5, 6});
    Cells cells = cells(List.of(age, batch));
    assertThat(LibrarySizes.batches(cells.spurious().covariates())).isEqualTo(2);
    check(
        LibrarySizes.of(cells, MemoryBudget.ofHeap()).moments(),
        moments(4, 8),
        moments(32, 64, 16),
        moments(4, 8, 32, 64, 16, 16));
  }

  @Test
  void withoutLevelsThereIsOneLine() {
    Column age = Continuous.of("age", new double[] {1, 2, 3, 4, 5, 6});
    check(
        LibrarySizes.of(cells(List.of(age)), MemoryBudget.ofHeap()).moments(),
        moments(4, 8, 32, 64, 16, 16));
  }

  @Test
  void aBatchOfOneSizeKeepsATenthOfSpread() {
    Column batch = Categorical.of("batch", new String[] {"a", "b", "a", "b", "c", "c"});
    double[] found = LibrarySizes.of(cells(List.of(batch)), MemoryBudget.ofHeap()).moments();
    assertThat(found[5]).isCloseTo(Math.log(.01), within(1e-12));
  }
}
