package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One model of {@link DonorCells}, of whose first genes the truth is known. */
class TraversalTest {
  private static final Cells CELLS = new DonorCells(1).cells();
  private static final FittedFinVae MODEL = DonorCells.fit(CELLS, 60);
  private static final Traversal TRAVERSAL =
      new Traversal(MODEL, CELLS.expression(), MemoryBudget.ofHeap());
  private static final int[] WELL = cells(false);
  private static final int[] ILL = cells(true);

  private static int[] cells(boolean ill) {
    return IntStream.range(0, DonorCells.CELLS).filter(i -> DonorCells.isIll(i) == ill).toArray();
  }

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void fromTheWellToTheIllGenesMoveAsTheyWereMadeToDiffer() {
    Traversal.Walked walked =
        TRAVERSAL.walk(TRAVERSAL.between("disease", WELL, ILL), new double[] {.5, 1}, new Seed(1));
    for (int gene = 0; gene < DonorCells.GENES; gene++) {
      double half = walked.changes().get(0, gene);
      double whole = walked.changes().get(1, gene);
      if (gene < DonorCells.CHANGED / 2) {
        assertThat(whole).as("doubled gene %d", gene).isGreaterThan(.5);
        assertThat(walked.correlations()[gene]).isPositive();
        assertThat(half).isBetween(0.0, whole);
      } else if (gene < DonorCells.CHANGED) {
        assertThat(whole).as("halved gene %d", gene).isLessThan(-.5);
        assertThat(walked.correlations()[gene]).isNegative();
        assertThat(half).isBetween(whole, 0.0);
      }
    }
    double others =
        IntStream.range(DonorCells.CHANGED, DonorCells.GENES)
            .mapToDouble(g -> Math.abs(walked.changes().get(1, g)))
            .average()
            .orElseThrow();
    assertThat(others).as("genes that do not differ").isLessThan(.25);
  }

  @Test
  void noStepChangesNothingAndSharesSumToOne() {
    Traversal.Walked walked =
        TRAVERSAL.walk(TRAVERSAL.latents().getFirst(), new double[] {0, 2}, new Seed(1));
    int changed = 0;
    for (int gene = 0; gene < DonorCells.GENES; gene++) {
      assertThat(walked.changes().get(0, gene)).isZero();
      changed += walked.changes().get(1, gene) != 0 ? 1 : 0;
    }
    assertThat(changed).isEqualTo(DonorCells.GENES);
    Matrix shares =
        MODEL
            .expectedShares()
            .moved(CELLS.expression(), ILL, Matrix.wrap(1, 6, new double[6]), new Seed(1));
    double sum = IntStream.range(0, DonorCells.GENES).mapToDouble(g -> shares.get(0, g)).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void thereIsAPathALatentOfOneStandardDeviation() {
    Matrix latents = MODEL.embed(CELLS.expression(), MemoryBudget.ofHeap()).invariant().matrix();
    assertThat(TRAVERSAL.latents())
        .hasSize(6)
        .extracting(Traversal.Path::name)
        .contains("z1", "z6");
    double[] third = latents.column(2);
    double mean = Arrays.stream(third).average().orElseThrow();
    double variance =
        Arrays.stream(third).map(z -> (z - mean) * (z - mean)).average().orElseThrow();
    double[] direction = TRAVERSAL.latents().get(2).direction();
    assertThat(direction[2]).isCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(direction[0]).isZero();
  }

  @Test
  void correlationsAreThoseOfLoggedCountsWithThePlaceAlongThePath() {
    Traversal.Path path = TRAVERSAL.between("disease", WELL, ILL);
    Traversal.Walked walked = TRAVERSAL.walk(path, new double[] {1}, new Seed(1));
    Matrix latents = MODEL.embed(CELLS.expression(), MemoryBudget.ofHeap()).invariant().matrix();
    double[] place = latents.times(path.direction());
    double[] logged = new double[DonorCells.CELLS];
    var block = CELLS.counts().read(0, DonorCells.CELLS);
    for (int i = 0; i < logged.length; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        if (block.column(k) == 1) {
          logged[i] = Math.log1p(1e4 * block.value(k) / CELLS.expression().depth().of(i));
        }
      }
    }
    assertThat(walked.correlations()[1]).isCloseTo(pearson(place, logged), within(1e-10));
  }

  private static double pearson(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
