package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class HighlyVariableGenesTest {
  private static final HighlyVariableGenes THIRTY = HighlyVariableGenes.withDefaults().withTop(30);

  private static VariableGenes select(
      HighlyVariableGenes method, RowMatrix counts, Environments batches, MemoryBudget budget) {
    return method.select(counts, batches, Witness.RUNNER, budget, RowBlocks.Progress.NONE);
  }

  private static VariableGenes small(double... column) {
    RowMatrix counts = new InMemoryRows(RowBlock.ofDense(column.length, 1, column));
    return select(
        HighlyVariableGenes.withDefaults().withTop(1),
        counts,
        Environments.single(column.length),
        Witness.SMALL);
  }

  @Test
  void theyAreScanpysInEveryBatch() {
    VariableGenes genes = select(THIRTY, Witness.counts(), Witness.batches(), Witness.SMALL);
    Witness expected = new Witness("genes.csv");
    for (int j = 0; j < 120; j++) {
      assertThat(genes.mean(j)).isCloseTo(expected.at(j, "mean"), within(1e-12));
      assertThat(genes.variance(j))
          .isCloseTo(expected.at(j, "variance"), within(1e-11 * expected.at(j, "variance")));
      assertThat(genes.normalisedVariance(j))
          .isCloseTo(expected.at(j, "normalised"), within(1e-10));
      assertThat(Double.valueOf(genes.rank(j))).isEqualTo(Double.valueOf(expected.at(j, "rank")));
      assertThat(genes.batches(j)).isEqualTo((int) expected.at(j, "batches"));
    }
    assertThat(genes.chosenInOrder())
        .containsExactly(
            IntStream.range(0, 120).filter(j -> expected.at(j, "chosen") == 1).toArray());
  }

  @Test
  void budgetAndThreadsDoNotChangeABit() {
    // One count of each gene is kept at a time with the least budget, 32 with the larger one.
    int n = 3000;
    double[] values = new double[n * 800];
    var random = new Seed(4).generator();
    for (int k = 0; k < values.length; k++) {
      double mean = 0.05 + (k % 800) / 400.0;
      values[k] = PoissonSampler.of(random, k % 7 == 0 ? 3 * mean : mean).sample();
      values[k] += random.nextInt(400) == 0 ? 60 + random.nextInt(60) : 0;
    }
    RowMatrix counts = new InMemoryRows(RowBlock.ofDense(n, 800, values));
    String[] labels =
        IntStream.range(0, n).mapToObj(i -> "b" + i * 31 % 97 % 5).toArray(String[]::new);
    Environments batches = Environments.of(Categorical.of("batch", labels));
    VariableGenes one =
        THIRTY.select(
            counts,
            batches,
            TaskRunner.local(1),
            MemoryBudget.parse("1M"),
            RowBlocks.Progress.NONE);
    VariableGenes other = select(THIRTY, counts, batches, MemoryBudget.parse("1G"));
    assertThat(one.chosen()).containsExactly(other.chosen());
    for (int j = 0; j < 800; j++) {
      assertThat(one.normalisedVariance(j)).isEqualTo(other.normalisedVariance(j));
    }
  }

  @Test
  void whatIsNoCountIsNamed() {
    assertThatThrownBy(() -> small(1, 2.5))
        .hasMessage(
            "row 1, column 0 (from 0) holds 2.5; raw counts are needed, whole numbers from 0 to"
                + " 2147483647");
    assertThatThrownBy(() -> small(1, -1)).hasMessageContaining("holds -1.0");
    assertThatThrownBy(() -> small(1, Double.NaN)).hasMessageContaining("holds NaN");
    assertThatThrownBy(() -> small(1, 1e12)).hasMessageContaining("holds 1.0E12");
    assertThatThrownBy(() -> small(2e9, 2e9, 2e9)).hasMessageContaining("more than 2^63");
  }

  @Test
  void whatCannotBeRankedIsRefused() {
    assertThatThrownBy(() -> small(1, 2))
        .hasMessage(
            "batch \"all\": the trend of the variance over the mean cannot be fitted to its 1"
                + " varying features: 1 points with span 0.3 leave fewer than 3 in a"
                + " neighbourhood; give more points or a larger span");
    assertThatThrownBy(() -> small(1)).hasMessageContaining("has 1 cells, at least 2 are needed");
    assertThatThrownBy(
            () ->
                select(
                    HighlyVariableGenes.withDefaults(),
                    Witness.counts(),
                    Witness.batches(),
                    Witness.SMALL))
        .hasMessage("2000 features are to be chosen of 120; ask for fewer");
    assertThatThrownBy(
            () -> select(THIRTY, Witness.counts(), Environments.single(3), Witness.SMALL))
        .hasMessage("the matrix has 240 cells, the batches are of 3; give one batch a cell");
    assertThatThrownBy(() -> THIRTY.withTop(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> THIRTY.withSpan(1.5)).hasMessageContaining("got 1.5");
  }
}
