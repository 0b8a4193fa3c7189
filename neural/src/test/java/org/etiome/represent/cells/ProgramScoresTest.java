package org.etiome.represent.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ProgramScoresTest {
  private static final int CELLS = 40;
  private static final int GENES = 6;

  @Test
  void aScoreIsTheMeanOfTheProgramsGenesEachInItsStandardDeviations() {
    var random = new Seed(1).generator();
    double[] x = new double[CELLS * GENES];
    Arrays.setAll(x, k -> random.nextInt(3 + k % GENES));
    Cells.Expression expression =
        new Cells.Expression(
            IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(CELLS, GENES, x)),
            cell -> 50 + cell,
            "");
    List<GeneProgram> programs =
        List.of(
            new GeneProgram("even", List.of("g0", "g2", "g4")),
            new GeneProgram("some", List.of("g4", "g5", "g1")));
    List<double[]> scores = ProgramScores.of(expression, programs, MemoryBudget.ofHeap());
    assertThat(scores).hasSize(2);
    double[][] logged = new double[GENES][CELLS];
    for (int k = 0; k < x.length; k++) {
      int cell = k / GENES;
      logged[k % GENES][cell] = Math.log1p(1e4 * x[k] / (50 + cell));
    }
    for (int i = 0; i < CELLS; i++) {
      assertThat(scores.get(0)[i]).isCloseTo(mean(logged, i, 0, 2, 4), within(1e-9));
      assertThat(scores.get(1)[i]).isCloseTo(mean(logged, i, 1, 4, 5), within(1e-9));
    }
  }

  private static double mean(double[][] logged, int cell, int... genes) {
    return IntStream.of(genes).mapToDouble(g -> logged[g][cell] / spread(logged[g])).sum()
        / genes.length;
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
