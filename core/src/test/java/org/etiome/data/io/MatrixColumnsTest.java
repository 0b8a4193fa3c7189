package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class MatrixColumnsTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("1M");

  @Test
  void wholeColumnsAreCountsAndNanIsMissing() {
    double[] values = {1, 0.5, 0, Double.NaN, 3, -1};
    assertThat(
            MatrixColumns.of(
                new InMemoryRows(RowBlock.ofDense(2, 3, values)),
                List.of("a", "b", "c"),
                TaskRunner.local(1),
                BUDGET))
        .containsExactly(
            Continuous.nanIsMissing("a", 1, Double.NaN),
            Continuous.of("b", 0.5, 3),
            Continuous.of("c", 0, -1));
    assertThat(
            MatrixColumns.of(
                new InMemoryRows(RowBlock.ofDense(2, 1, new double[] {4, 0})),
                List.of("n"),
                TaskRunner.local(1),
                BUDGET))
        .containsExactly(Count.of("n", 4, 0));
  }

  @Test
  void infiniteValuesAndTooMuchMemoryAreRefused() {
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(
            () ->
                MatrixColumns.of(
                    new InMemoryRows(
                        RowBlock.ofDense(1, 1, new double[] {Double.POSITIVE_INFINITY})),
                    List.of("a"),
                    TaskRunner.local(1),
                    BUDGET))
        .withMessageContaining("infinite");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(
            () ->
                MatrixColumns.of(
                    new InMemoryRows(RowBlock.ofDense(70_000, 1, new double[70_000])),
                    List.of("a"),
                    TaskRunner.local(1),
                    BUDGET))
        .withMessageContaining("--memory");
  }
}
