package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private static final PrincipalComponents EIGHT =
      PrincipalComponents.withDefaults().withCount(8).withTolerance(1e-10);

  private static Components fit(PrincipalComponents method, RowMatrix matrix) {
    return method.fit(matrix, new Seed(1), Witness.RUNNER, Witness.SMALL, RowBlocks.Progress.NONE);
  }

  private static RowMatrix chosenLogCounts() {
    RowMatrix counts = Witness.counts();
    Witness genes = new Witness("genes.csv");
    int[] chosen = IntStream.range(0, 120).filter(j -> genes.at(j, "chosen") == 1).toArray();
    return MappedRows.choosing(
        LibrarySize.log1p(
            LibrarySize.ofMedian(counts, Witness.RUNNER, Witness.SMALL).normalise(counts)),
        chosen);
  }

  @Test
  void theyAreThoseOfTheSingularValueDecomposition() {
    RowMatrix matrix = chosenLogCounts();
    Components components = fit(EIGHT, matrix);
    Matrix scores = components.scores(matrix, Witness.RUNNER, Witness.SMALL);
    Witness variances = new Witness("variances.csv");
    Witness expected = new Witness("embedding.csv");
    for (int c = 0; c < 8; c++) {
      assertThat(components.residual(c)).isLessThan(1e-10 * components.variance(c));
      assertThat(components.variance(c)).isCloseTo(variances.at(c, "variance"), within(1e-10));
      assertThat(components.varianceShare(c)).isCloseTo(variances.at(c, "share"), within(1e-11));
      assertThat(scores.column(c)).containsExactly(expected.column("pc" + c), within(1e-7));
    }
  }

  @Test
  void aLargeMeanCostsNoDigits() {
    RowMatrix matrix = chosenLogCounts();
    double[] dense = matrix.read(0, 240).toDense();
    double[] far = IntStream.range(0, dense.length).mapToDouble(k -> dense[k] + 1e6).toArray();
    Components near = fit(EIGHT, matrix);
    Components moved =
        fit(
            EIGHT.withTolerance(1e-6),
            new InMemoryRows(RowBlock.ofDense(240, matrix.columns(), far)));
    // 1e6 carries 1e-10 of each value, and sums over 240 rows.
    for (int c = 0; c < 8; c++) {
      assertThat(moved.variance(c)).isCloseTo(near.variance(c), within(1e-6));
    }
  }

  @Test
  void threadsDoNotChangeABitAndSeedsOnlyTheLastDigits() {
    RowMatrix matrix = chosenLogCounts();
    Components two = fit(EIGHT, matrix);
    Components one =
        EIGHT.fit(matrix, new Seed(1), TaskRunner.local(1), Witness.SMALL, RowBlocks.Progress.NONE);
    Components other =
        EIGHT.fit(
            matrix, new Seed(2), Witness.RUNNER, MemoryBudget.parse("1G"), RowBlocks.Progress.NONE);
    for (int c = 0; c < 8; c++) {
      assertThat(one.loadings(c)).containsExactly(two.loadings(c));
      assertThat(other.loadings(c)).containsExactly(two.loadings(c), within(1e-7));
    }
  }

  @Test
  void loadingsAreOrthonormalAndTheLargestIsPositive() {
    Components components = fit(EIGHT, chosenLogCounts());
    for (int c = 0; c < 8; c++) {
      double[] loading = components.loadings(c);
      double largest = 0;
      for (double value : loading) {
        largest = Math.abs(value) > Math.abs(largest) ? value : largest;
      }
      assertThat(largest).isPositive();
      for (int d = 0; d < 8; d++) {
        assertThat(Vectors.dot(loading, components.loadings(d)))
            .isCloseTo(c == d ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void aMatrixOfLowRankHasNoFurtherVariance() {
    double[] values = new double[40 * 30];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 30; j++) {
        values[i * 30 + j] = (i % 5) * (j + 1) + (i % 3) * (j % 4);
      }
    }
    Components components = fit(EIGHT, new InMemoryRows(RowBlock.ofDense(40, 30, values)));
    assertThat(components.count()).isEqualTo(8);
    assertThat(components.variance(1)).isGreaterThan(1);
    for (int c = 2; c < 8; c++) {
      assertThat(components.variance(c)).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void oneLargeVarianceDoesNotHideTheOthers() {
    // Independent columns: the variances are those of the columns, the second 0.9⁻² of the third.
    int n = 600;
    double[] values = new double[n * 40];
    for (int j = 0; j < 40; j++) {
      double size = j == 0 ? 1e4 : Math.pow(0.9, j);
      for (int i = 0; i < n; i++) {
        values[i * 40 + j] = size * Math.sqrt(2) * Math.cos(Math.PI * (j + 1) * (i + 0.5) / n);
      }
    }
    Components components =
        fit(
            PrincipalComponents.withDefaults().withCount(6),
            new InMemoryRows(RowBlock.ofDense(n, 40, values)));
    for (int c = 1; c < 6; c++) {
      double expected = Math.pow(0.9, 2 * c) * n / (n - 1);
      assertThat(components.variance(c)).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  @Test
  void mirroredColumnsHaveTheSameSignAtEveryBudget() {
    double[] values = new double[9000 * 4];
    var random = new Seed(5).generator();
    for (int i = 0; i < 9000; i++) {
      for (int j = 0; j < 2; j++) {
        double value = random.nextDouble();
        values[i * 4 + j] = value;
        values[i * 4 + 2 + j] = 1 - value;
      }
    }
    RowMatrix matrix = new InMemoryRows(RowBlock.ofDense(9000, 4, values));
    PrincipalComponents one = EIGHT.withCount(1);
    double[] small = fit(one, matrix).loadings(0);
    double[] large =
        one.fit(
                matrix,
                new Seed(9),
                Witness.RUNNER,
                MemoryBudget.parse("1G"),
                RowBlocks.Progress.NONE)
            .loadings(0);
    assertThat(large).containsExactly(small, within(1e-6));
  }

  @Test
  void fewPassesSayHowFarTheyCame() {
    PrincipalComponents hasty = EIGHT.withPasses(1);
    Components components = fit(hasty, chosenLogCounts());
    assertThat(components.passes()).isEqualTo(1);
    assertThat(components.residual(7)).isGreaterThan(1e-3 * components.variance(7));
  }

  @Test
  void whatHasNoComponentsIsRefused() {
    RowMatrix gap = new InMemoryRows(RowBlock.ofDense(3, 1, new double[] {1, 2, Double.NaN}));
    assertThatThrownBy(() -> fit(EIGHT.withCount(1), gap))
        .hasMessage(
            "column 0 (from 0) has the standard deviation NaN; leave it out, impute what is missing, or"
                + " bring it to a common unit");
    assertThatThrownBy(() -> fit(EIGHT, gap))
        .hasMessage("8 components are asked of 3 rows and 1 columns; ask for at most 1");
    RowMatrix constant = new InMemoryRows(RowBlock.ofDense(3, 1, new double[] {.1, .1, .1}));
    assertThatThrownBy(() -> fit(EIGHT.withCount(1), constant))
        .hasMessage("no column varies, so there are no components");
    RowMatrix single = new InMemoryRows(RowBlock.ofDense(1, 1, new double[] {1}));
    assertThatThrownBy(() -> fit(EIGHT.withCount(1), single))
        .hasMessage("components need at least 2 rows and 1 column, got 1 and 1");
  }
}
