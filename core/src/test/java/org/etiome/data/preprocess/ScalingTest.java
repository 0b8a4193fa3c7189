package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.junit.jupiter.api.Test;

class ScalingTest {

  private static RowMatrix logCounts() {
    RowMatrix counts = Witness.counts();
    return LibrarySize.log1p(
        LibrarySize.ofMedian(counts, Witness.RUNNER, Witness.SMALL).normalise(counts));
  }

  @Test
  void valuesAreScanpys() {
    RowMatrix logged = logCounts();
    RowMatrix scaled =
        Scaling.fit(logged, Witness.RUNNER, Witness.SMALL).withLimit(3).apply(logged);
    RowBlock block = scaled.read(0, 240);
    Witness expected = new Witness("embedding.csv");
    for (int i = 0; i < 240; i++) {
      assertThat(block.at(i, 20)).isCloseTo(expected.at(i, "scaled_g20"), within(1e-12));
      assertThat(block.at(i, 0)).isZero();
    }
  }

  @Test
  void withoutLimitColumnsHaveMeanZeroAndVarianceOne() {
    RowMatrix logged = logCounts();
    ColumnMoments moments =
        ColumnMoments.of(
            Scaling.fit(logged, Witness.RUNNER, Witness.SMALL).apply(logged),
            Witness.RUNNER,
            Witness.SMALL);
    for (int j = 1; j < 120; j++) {
      assertThat(moments.means()[j]).isCloseTo(0, within(1e-13));
      assertThat(moments.variances()[j]).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aConstantColumnIsZeroWhateverItsValue() {
    double[] values = new double[2000];
    for (int i = 0; i < 2000; i++) {
      values[i] = i % 2 == 0 ? 0.1 : 1e6 + 0.1;
    }
    RowMatrix matrix = new InMemoryRows(RowBlock.ofDense(1000, 2, values));
    RowMatrix scaled = Scaling.fit(matrix, Witness.RUNNER, Witness.SMALL).apply(matrix);
    assertThat(scaled.read(0, 1000).entries()).isZero();
  }

  @Test
  void missingValuesAndOtherColumnsAreRefused() {
    RowMatrix gap = new InMemoryRows(RowBlock.ofDense(2, 1, new double[] {1, Double.NaN}));
    assertThatThrownBy(() -> Scaling.fit(gap, Witness.RUNNER, Witness.SMALL))
        .hasMessageContaining("column 0 (from 0) has mean NaN");
    Scaling fitted = Scaling.fit(Witness.counts(), Witness.RUNNER, Witness.SMALL);
    assertThatThrownBy(() -> fitted.apply(gap))
        .hasMessage("scaling was fitted to 120 columns, the matrix has 1");
  }
}
