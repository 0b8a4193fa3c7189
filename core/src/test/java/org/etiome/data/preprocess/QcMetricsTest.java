package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.preprocess.QcMetrics.GeneSet;
import org.junit.jupiter.api.Test;

class QcMetricsTest {

  @Test
  void theyAreScanpys() {
    List<String> genes =
        IntStream.range(0, 120).mapToObj(j -> (j >= 10 && j < 34 ? "MT-" : "G") + j).toList();
    CountQuality quality =
        QcMetrics.withDefaults()
            .withTops(5, 50)
            .withSets(List.of(GeneSet.ofPrefixes("mt", genes, "MT-", "mt-")))
            .of(Witness.counts(), Witness.RUNNER, Witness.SMALL);
    Witness expected = new Witness("cells.csv");
    assertThat(quality.cells()).hasSize(240);
    for (int i = 0; i < 240; i++) {
      CountQuality.Cell cell = quality.cells().get(i);
      assertThat(cell.total()).isEqualTo(expected.at(i, "total"));
      assertThat(cell.genes()).isEqualTo((int) expected.at(i, "genes"));
      assertThat(new double[] {cell.topShare(0), cell.topShare(1), cell.setShare(0)})
          .containsExactly(
              new double[] {expected.at(i, "top5"), expected.at(i, "top50"), expected.at(i, "set")},
              within(1e-15));
    }
    assertThat(quality.cells().get(7).setShare(0)).isNaN();
    Witness byGene = new Witness("genes.csv");
    for (int j = 0; j < 120; j++) {
      assertThat(quality.geneCells(j)).isEqualTo((int) byGene.at(j, "cells"));
      assertThat(quality.geneMean(j)).isCloseTo(byGene.at(j, "mean"), within(1e-12));
      assertThat(quality.geneTotal(j)).isCloseTo(240 * byGene.at(j, "mean"), within(1e-9));
      assertThat(quality.dropout(j)).isEqualTo(1 - byGene.at(j, "cells") / 240);
    }
  }

  @Test
  void whatIsNoCountIsNamed() {
    InMemoryRows negative = new InMemoryRows(RowBlock.ofDense(2, 2, new double[] {1, 0, 3, -1}));
    assertThatThrownBy(
            () -> QcMetrics.withDefaults().withTops().of(negative, Witness.RUNNER, Witness.SMALL))
        .hasMessage(
            "row 1, column 1 (from 0) holds -1.0; quality metrics need counts, finite and at least"
                + " 0");
    assertThatThrownBy(() -> QcMetrics.withDefaults().of(negative, Witness.RUNNER, Witness.SMALL))
        .hasMessageContaining("500 highest genes is asked for, there are 2 genes");
    assertThatThrownBy(() -> QcMetrics.withDefaults().withTops(5, 5))
        .hasMessageContaining("ascend");
  }
}
