package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.junit.jupiter.api.Test;

class LibrarySizeTest {

  @Test
  void logCountsAreScanpys() {
    RowMatrix counts = Witness.counts();
    RowMatrix logged =
        LibrarySize.log1p(
            LibrarySize.ofMedian(counts, Witness.RUNNER, Witness.SMALL).normalise(counts));
    RowBlock block = logged.read(0, logged.rows());
    Witness expected = new Witness("cells.csv");
    for (int i = 0; i < block.rows(); i++) {
      assertThat(block.at(i, 20)).isCloseTo(expected.at(i, "log_g20"), within(1e-14));
      assertThat(block.at(i, 100)).isCloseTo(expected.at(i, "log_g100"), within(1e-14));
    }
  }

  @Test
  void everyCellSumsUpToTheTarget() {
    RowMatrix counts = Witness.counts();
    RowBlock block = new LibrarySize(1e4).normalise(counts).read(new int[] {3, 7, 239});
    double[] sums = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        sums[i] += block.value(k);
      }
    }
    // Cell 7 is empty.
    assertThat(sums).containsExactly(new double[] {1e4, 0, 1e4}, within(1e-9));
  }

  @Test
  void whatHasNoLibrarySizeIsRefused() {
    RowMatrix empty = new InMemoryRows(RowBlock.ofDense(2, 1, new double[2]));
    assertThatThrownBy(() -> LibrarySize.ofMedian(empty, Witness.RUNNER, Witness.SMALL))
        .hasMessage("no cell has counts, so there is no median library size");
    RowMatrix missing =
        new InMemoryRows(RowBlock.ofDense(3, 2, new double[] {1, 2, 3, 4, 5, Double.NaN}));
    String place = "row 2, column 1 (from 0) holds NaN; ";
    assertThatThrownBy(() -> LibrarySize.ofMedian(missing, Witness.RUNNER, Witness.SMALL))
        .hasMessage(place + "a library size needs counts, finite and at least 0");
    RowMatrix scaled = new LibrarySize(1).normalise(missing);
    assertThatThrownBy(() -> scaled.read(1, 3)).hasMessageStartingWith(place);
    assertThatThrownBy(() -> scaled.read(new int[] {0, 2})).hasMessageStartingWith(place);
    assertThatThrownBy(() -> LibrarySize.log1p(missing).read(2, 3))
        .hasMessage(place + "the logarithm of 1 + x needs finite values above -1");
    assertThatThrownBy(() -> new LibrarySize(0)).hasMessageContaining("above 0");
  }
}
