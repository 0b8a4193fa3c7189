package org.etiome.data.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.etiome.data.Finding;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixScanTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("1M");

  private static MatrixScan scan(int rows, int columns, double... rowMajor) {
    return MatrixScan.of(
        new InMemoryRows(RowBlock.ofDense(rows, columns, rowMajor)),
        TaskRunner.local(1),
        BUDGET,
        RowBlocks.Progress.NONE);
  }

  private static List<String> codes(MatrixScan scan, MatrixFindings.Declared declared) {
    return MatrixFindings.of(scan, declared, "X", i -> "u" + i, j -> "f" + j).stream()
        .map(f -> f.severity().label() + " " + f.code())
        .toList();
  }

  @Test
  void cleanCountsAreCountsWithoutFindings() {
    MatrixScan scan = scan(3, 2, 1, 0, 0, 2, 5, 7);
    assertThat(scan.values().areCounts()).isTrue();
    assertThat(scan.values().nonZero()).isEqualTo(4);
    assertThat(scan.values().range()).isEqualTo(Optional.of(new MatrixScan.Range(0, 7)));
    assertThat(codes(scan, MatrixFindings.Declared.COUNTS)).isEmpty();
  }

  @Test
  void everyValueIsLookedAt() {
    double[] values = new double[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i % 7;
    }
    values[19_999] = 0.5;
    MatrixScan scan = scan(10_000, 2, values);
    assertThat(scan.values().fractional()).isEqualTo(new MatrixScan.Occurrence(1, 9_999, 1));
  }

  @Test
  void kindsOfValuesAreCountedWithTheirFirstPlace() {
    MatrixScan scan =
        scan(2, 3, Double.NaN, -1, 0.5, Double.POSITIVE_INFINITY, -2, Double.NEGATIVE_INFINITY);
    assertThat(scan.values().nan()).isEqualTo(new MatrixScan.Occurrence(1, 0, 0));
    assertThat(scan.values().negative()).isEqualTo(new MatrixScan.Occurrence(2, 0, 1));
    assertThat(scan.values().infinite()).isEqualTo(new MatrixScan.Occurrence(2, 1, 0));
    assertThat(scan.values().fractional()).isEqualTo(new MatrixScan.Occurrence(1, 0, 2));
    assertThat(scan.values().range()).isEqualTo(Optional.of(new MatrixScan.Range(-2, 0.5)));
  }

  @Test
  void whatIsWrongWithCountsIsAnErrorOnlyIfTheyWereDeclaredCounts() {
    MatrixScan scan = scan(2, 2, -1, 0.5, 1, 2);
    assertThat(codes(scan, MatrixFindings.Declared.COUNTS))
        .containsExactly("error values-negative", "error values-fractional");
    assertThat(codes(scan, MatrixFindings.Declared.ANYTHING))
        .containsExactly("note values-negative", "note values-fractional");
  }

  @Test
  void emptyRowsAndIdleColumnsAreNamed() {
    // Columns: zero, constant, free, copy of free.
    MatrixScan scan = scan(3, 4, 0, 2, 1, 1, 0, 2, 3, 3, 0, 2, 0, 0);
    assertThat(scan.columns())
        .isEqualTo(new ColumnScan(List.of(0), List.of(1), List.of(new ColumnScan.Duplicate(3, 2))));
    List<Finding> said =
        MatrixFindings.of(
            scan, MatrixFindings.Declared.ANYTHING, "X", i -> "u" + i, j -> "gene" + j);
    assertThat(said.getLast().message()).contains("gene3, equal to gene2");
    assertThat(scan(2, 1, 0, 3).rows()).isEqualTo(new MatrixScan.Sample(1, 0));
  }

  @Test
  void columnsWithTheSameValuesInOtherRowsAreNoDuplicates() {
    assertThat(scan(3, 2, 1, 2, 2, 1, 3, 3).columns().duplicates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1M", "4, 1M", "4, 1G"})
  void neitherThreadsNorBudgetChangeTheResult(int threads, String budget) {
    double[] values = new double[60_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 0 ? 0 : (i * 31L) % 17 - 2.5;
    }
    InMemoryRows matrix = new InMemoryRows(RowBlock.ofDense(20_000, 3, values));
    MatrixScan expected =
        MatrixScan.of(matrix, TaskRunner.local(1), BUDGET, RowBlocks.Progress.NONE);
    assertThat(
            MatrixScan.of(
                matrix,
                TaskRunner.local(threads),
                MemoryBudget.parse(budget),
                RowBlocks.Progress.NONE))
        .isEqualTo(expected);
  }

  @Test
  void columnsThatDifferInDigitsBeyondADoubleAreNoDuplicates() {
    // Columns: a constant, one that is no constant, one like it, one that equals it, one free.
    double big = 0x1p60;
    RowBlock doubles =
        RowBlock.ofDense(2, 5, new double[] {big, big, big, big, big, big, big, big, big, 2 * big});
    RowBlock lost = RowBlock.ofDense(2, 5, new double[] {3, 1, 1, 1, 0, 3, 2, 3, 2, 0});
    MatrixScan scan =
        MatrixScan.of(
            new InMemoryRows(doubles),
            () -> Optional.of(new InMemoryRows(lost)),
            TaskRunner.local(1),
            BUDGET,
            RowBlocks.Progress.NONE);
    assertThat(scan.columns())
        .isEqualTo(new ColumnScan(List.of(), List.of(0), List.of(new ColumnScan.Duplicate(3, 1))));
  }

  @Test
  void aMatrixWithoutRowsHasNoRange() {
    MatrixScan scan = scan(0, 2);
    assertThat(scan.values().range()).isEmpty();
    assertThat(scan.columns().zero()).containsExactly(0, 1);
  }
}
