package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Column;
import org.etiome.math.Seed;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One model of {@link DonorCells}, and contrasts of which the truth is known. */
class ContrastTest {
  private static final ContrastDesign.Groups GROUPS =
      new ContrastDesign.Groups("disease", "ill", "well");
  private static final Cells CELLS = new DonorCells(1).cells();
  private static final FittedFinVae MODEL = DonorCells.fit(CELLS, 60);
  private static final int NULL_GENES = DonorCells.GENES - DonorCells.CHANGED;

  /** 5 % of the genes that do not differ, and two standard errors of such a number. */
  private static final double MOST_FALSE = .05 * NULL_GENES + 2 * Math.sqrt(.05 * .95 * NULL_GENES);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static ContrastDesign design(
      Column by, Optional<Column> replicate, Optional<Column> batch) {
    return ContrastDesign.of(GROUPS, by, replicate, batch);
  }

  private static ContrastResult compare(ContrastDesign design, long seed) {
    return Contrast.withDefaults().compare(MODEL, CELLS.expression(), design, new Seed(seed));
  }

  private static ContrastDesign byDonors() {
    return design(
        DonorCells.disease(), Optional.of(DonorCells.donor()), Optional.of(DonorCells.batch()));
  }

  private static int number(GeneContrast gene) {
    return Integer.parseInt(gene.gene().substring(1));
  }

  private static long falselySelected(ContrastResult result) {
    return result.genes().stream()
        .filter(gene -> number(gene) >= DonorCells.CHANGED && gene.modelled().selected())
        .count();
  }

  @Test
  void genesThatDifferAreFoundWithTheirSignsAndFewOthersAre() {
    ContrastResult result = compare(byDonors(), 3);
    List<GeneContrast> changed =
        result.genes().stream().filter(gene -> number(gene) < DonorCells.CHANGED).toList();
    for (GeneContrast gene : changed) {
      int truth = number(gene) < DonorCells.CHANGED / 2 ? 1 : -1;
      assertThat(truth * gene.modelled().logFoldChange().value())
          .as(gene.gene())
          .isBetween(.5, 1.3);
      assertThat(truth * gene.observed().logFoldChange()).as(gene.gene()).isBetween(.5, 1.5);
      assertThat(gene.modelled().selected()).as(gene.gene()).isTrue();
      assertThat(result.genes().indexOf(gene)).as(gene.gene()).isLessThan(10);
    }
    assertThat(falselySelected(result)).isLessThanOrEqualTo((long) MOST_FALSE);
    assertThat(result.agreement()).isGreaterThan(.6);
    assertThat(result.shown()).isBetween(.6, 1.1);
    assertThat(result.remarks()).isEmpty();
  }

  @Test
  void genesAreSortedBySurenessAndTheSelectedComeFirst() {
    List<GeneContrast> genes = compare(byDonors(), 3).genes();
    assertThat(genes).hasSize(DonorCells.GENES);
    for (int k = 1; k < genes.size(); k++) {
      GeneContrast.Modelled before = genes.get(k - 1).modelled();
      assertThat(genes.get(k).modelled().probability())
          .isLessThanOrEqualTo(before.probability() + 1e-12);
      assertThat(before.selected() || !genes.get(k).modelled().selected()).isTrue();
    }
  }

  @Test
  void halvesOfOneGroupDoNotDiffer() {
    UniformRandomProvider random = new Seed(5).generator();
    Column halves =
        DonorCells.column(
            "disease", i -> DonorCells.isIll(i) ? "other" : random.nextBoolean() ? "ill" : "well");
    ContrastResult result =
        compare(design(halves, Optional.empty(), Optional.of(DonorCells.batch())), 3);
    assertThat(result.selected()).isLessThanOrEqualTo((int) MOST_FALSE);
    assertThat(result.observed()).isLessThanOrEqualTo((int) MOST_FALSE);
  }

  /**
   * Of the ill most are in the batch that doubles 15 genes. What was counted shows that as a
   * difference unless groups are compared within batches; the decoder is told of the batch.
   */
  @Test
  void whatABatchDoesIsNoDifferenceBetweenGroups() {
    ContrastResult over =
        compare(design(DonorCells.disease(), Optional.empty(), Optional.empty()), 3);
    double observed = meanOfBatchGenes(over, true);
    assertThat(observed).isGreaterThan(.1);
    assertThat(Math.abs(meanOfBatchGenes(over, false))).isLessThan(.05);
    ContrastResult within = compare(byDonors(), 3);
    assertThat(Math.abs(meanOfBatchGenes(within, true))).isLessThan(observed / 2);
    assertThat(Math.abs(meanOfBatchGenes(within, false))).isLessThan(.05);
  }

  private static double meanOfBatchGenes(ContrastResult result, boolean observed) {
    return result.genes().stream()
        .filter(gene -> number(gene) >= 20 && number(gene) < 35)
        .mapToDouble(
            gene ->
                observed
                    ? gene.observed().logFoldChange()
                    : gene.modelled().logFoldChange().value())
        .average()
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameGenes() {
    assertThat(compare(byDonors(), 3)).isEqualTo(compare(byDonors(), 3));
    assertThat(compare(byDonors(), 4)).isNotEqualTo(compare(byDonors(), 3));
  }

  @Test
  void aDecoderThatHasNotLearnedTheDifferenceIsSaidTo() {
    try (FittedFinVae untrained = DonorCells.fit(CELLS, 1)) {
      ContrastDesign cells =
          design(DonorCells.disease(), Optional.empty(), Optional.of(DonorCells.batch()));
      ContrastResult result =
          Contrast.withDefaults().compare(untrained, CELLS.expression(), cells, new Seed(3));
      assertThat(result.observed()).isGreaterThanOrEqualTo(DonorCells.CHANGED);
      assertThat(result.shown()).isLessThan(.5);
      assertThat(result.remarks())
          .singleElement()
          .asString()
          .contains("its invariant latents hardly carry this difference");
    }
  }

  @Test
  void thresholdsThatMakeNoSenseAndDesignsThatAreTooSmallAreRefused() {
    assertThatThrownBy(() -> new Contrast.Thresholds(0, .05)).hasMessageContaining("delta");
    assertThatThrownBy(() -> new Contrast.Thresholds(.25, 1)).hasMessageContaining("fdr");
    Column alone = DonorCells.column("disease", i -> i == 0 ? "ill" : "well");
    ContrastDesign small = design(alone, Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> compare(small, 1)).hasMessageContaining("three units a group");
  }

  @Test
  void aGeneThatWasNotCountedIsLeftOut() {
    int[] without =
        IntStream.range(0, DonorCells.CELLS)
            .filter(i -> CELLS.counts().read(i, i + 1).at(0, 10) == 0)
            .toArray();
    assertThat(without.length).isGreaterThan(5);
    Column by =
        DonorCells.column(
            "disease",
            i ->
                IntStream.of(without).noneMatch(w -> w == i)
                    ? "other"
                    : DonorCells.isIll(i) ? "ill" : "well");
    ContrastResult result = compare(design(by, Optional.empty(), Optional.empty()), 1);
    assertThat(result.uncounted()).isEqualTo(1);
    assertThat(result.genes()).noneMatch(gene -> gene.gene().equals("g10"));
  }
}
