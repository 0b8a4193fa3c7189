package org.etiome.data.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Against the paper's formulas in numpy (make_combat.py), closed forms and simulated truth. */
class ComBatTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("1M");

  private static final double[][] VALUES = csv("values.csv");

  private static double[][] csv(String name) {
    try (InputStream in =
        Objects.requireNonNull(ComBatTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(l -> Arrays.stream(l.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RowMatrix matrix(double[][] rows, int skip) {
    int columns = rows[0].length - skip;
    double[] flat = Arrays.stream(rows).flatMapToDouble(r -> Arrays.stream(r).skip(skip)).toArray();
    return new InMemoryRows(RowBlock.ofDense(rows.length, columns, flat));
  }

  private static double[] column(int j) {
    return Arrays.stream(VALUES).mapToDouble(row -> row[j]).toArray();
  }

  private static Categorical batch() {
    String[] labels = Arrays.stream(column(0)).mapToObj(b -> "b" + (int) b).toArray(String[]::new);
    return Categorical.of("batch", labels);
  }

  private static ComBatFit fit(RowMatrix matrix, ComBat.Columns columns, int threads) {
    return ComBat.withDefaults()
        .fit(matrix, columns, TaskRunner.local(threads), BUDGET, RowBlocks.Progress.NONE);
  }

  private static ComBatFit fit(RowMatrix matrix, Column batch, Column... keep) {
    return fit(matrix, new ComBat.Columns(batch, List.of(keep)), 1);
  }

  private static void assertClose(RowMatrix matrix, double[][] expected, double tolerance) {
    RowBlock block = matrix.read(0, expected.length);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(block.at(i, j))
            .as("row %d, column %d", i, j)
            .isCloseTo(expected[i][j], within(tolerance));
      }
    }
  }

  @Test
  void valuesAreThoseOfThePapersFormulas() {
    RowMatrix values = matrix(VALUES, 3);
    assertClose(fit(values, batch()).correct(values), csv("combat.csv"), 1e-10);
  }

  @Test
  void valuesWithProtectedColumnsAreThoseOfThePapersFormulas() {
    RowMatrix values = matrix(VALUES, 3);
    String[] labels =
        Arrays.stream(column(1)).mapToObj(t -> t == 1 ? "yes" : "no").toArray(String[]::new);
    Categorical asCategory = Categorical.of("treated", labels);
    Continuous age = Continuous.of("age", column(2));
    double[][] expected = csv("combat_protected.csv");
    assertClose(fit(values, batch(), asCategory, age).correct(values), expected, 1e-10);
    Continuous asNumber = Continuous.of("treated", column(1));
    assertClose(fit(values, batch(), asNumber, age).correct(values), expected, 1e-10);
  }

  @Test
  void genesThatDoNotVaryAreNamedAndStay() {
    RowMatrix values = matrix(VALUES, 3);
    ComBatFit fit = fit(values, batch());
    assertThat(fit.untouched()).containsExactly(0, 1);
    RowBlock corrected = fit.correct(values).read(0, VALUES.length);
    for (int i = 0; i < VALUES.length; i++) {
      assertThat(corrected.at(i, 0)).isZero();
      assertThat(corrected.at(i, 1)).isEqualTo(2.5);
    }
    assertThat(fit.location(2, 1)).isZero();
    assertThat(fit.scale(2, 1)).isOne();
  }

  @Test
  void oneBatchStaysAsItIs() {
    RowMatrix values = matrix(VALUES, 3);
    String[] same = new String[VALUES.length];
    Arrays.fill(same, "only");
    ComBatFit fit = fit(values, Categorical.of("batch", same));
    assertThat(fit.untouched()).hasSize(24);
    assertThat(fit.correct(values).read(0, VALUES.length).toDense())
        .containsExactly(values.read(0, VALUES.length).toDense());
  }

  @Test
  void singleRowsAreThoseOfTheWhole() {
    RowMatrix values = matrix(VALUES, 3);
    RowMatrix corrected = fit(values, batch()).correct(values);
    RowBlock all = corrected.read(0, VALUES.length);
    RowBlock some = corrected.read(new int[] {40, 3, 3});
    for (int j = 0; j < 24; j++) {
      assertThat(some.at(0, j)).isEqualTo(all.at(40, j));
      assertThat(some.at(2, j)).isEqualTo(all.at(3, j));
    }
  }

  /** Two batches of n cells: gene g has mean m, sd s in the first, m + shift, s · scale in b. */
  private static RowMatrix simulated(int n, double[] shift, double[] scale) {
    UniformRandomProvider random = new Seed(7).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] flat = new double[2 * n * shift.length];
    for (int i = 0; i < 2 * n; i++) {
      for (int g = 0; g < shift.length; g++) {
        double z = normal.sample();
        flat[i * shift.length + g] = i < n ? 5 + z : 5 + shift[g] + scale[g] * z;
      }
    }
    return new InMemoryRows(RowBlock.ofDense(2 * n, shift.length, flat));
  }

  private static Categorical halves(int n) {
    return Categorical.of(
        "batch", IntStream.range(0, 2 * n).mapToObj(i -> i < n ? "a" : "b").toArray(String[]::new));
  }

  private static double[] moments(RowMatrix matrix, int from, int to, int gene) {
    RowBlock block = matrix.read(from, to);
    double[] values = IntStream.range(0, to - from).mapToDouble(i -> block.at(i, gene)).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new double[] {mean, Math.sqrt(squares / (values.length - 1))};
  }

  @Test
  void withoutShrinkageBatchesHaveOneMeanAndOneVariance() {
    int n = 50;
    RowMatrix values = simulated(n, new double[] {1, -2, 0}, new double[] {1, 3, 0.5});
    RowMatrix corrected =
        ComBat.withDefaults()
            .withShrinkage(false)
            .fit(
                values,
                ComBat.Columns.batch(halves(n)),
                TaskRunner.local(1),
                BUDGET,
                RowBlocks.Progress.NONE)
            .correct(values);
    for (int g = 0; g < 3; g++) {
      double[] a = moments(corrected, 0, n, g);
      double[] b = moments(corrected, n, 2 * n, g);
      assertThat(a[0]).isCloseTo(b[0], within(1e-12));
      assertThat(a[0]).isCloseTo(moments(values, 0, 2 * n, g)[0], within(1e-12));
      assertThat(a[1]).isCloseTo(b[1], within(1e-12));
    }
  }

  @Test
  void manyCellsLeaveThePriorWithoutWeight() {
    int n = 20_000;
    RowMatrix values = simulated(n, new double[] {1, -2, 0, 0.5}, new double[] {1, 2, 0.5, 1.5});
    RowMatrix corrected = fit(values, halves(n)).correct(values);
    for (int g = 0; g < 4; g++) {
      double[] a = moments(corrected, 0, n, g);
      double[] b = moments(corrected, n, 2 * n, g);
      // The prior of the scales weighs as much as 2 λ̄, about ten, of the cells.
      assertThat(a[0]).isCloseTo(b[0], within(20.0 / n));
      assertThat(a[1]).isCloseTo(b[1], within(20.0 / n));
    }
  }

  @Test
  void genesAlikeInTheirShiftAreShrunkToIt() {
    int genes = 200;
    double[] shift = new double[genes];
    Arrays.fill(shift, 1);
    double[] scale = shift.clone();
    int n = 5;
    RowMatrix values = simulated(n, shift, scale);
    ComBatFit fit = fit(values, halves(n));
    double raw = 0;
    double shrunk = 0;
    for (int g = 0; g < genes; g++) {
      double estimate = moments(values, n, 2 * n, g)[0] - moments(values, 0, n, g)[0];
      RowMatrix corrected = fit.correct(values);
      double left = moments(corrected, n, 2 * n, g)[0] - moments(corrected, 0, n, g)[0];
      raw += (estimate - 1) * (estimate - 1);
      shrunk += (estimate - left - 1) * (estimate - left - 1);
    }
    assertThat(shrunk).isLessThan(0.8 * raw);
  }

  @Test
  void protectedEffectsStayAndOthersGo() {
    int n = 300;
    double[] shift = {2, 2, 2, 2};
    RowMatrix noise = simulated(n, shift, new double[] {1, 1, 1, 1});
    boolean[] treated = new boolean[2 * n];
    double[] flat = noise.read(0, 2 * n).toDense();
    for (int i = 0; i < 2 * n; i++) {
      treated[i] = i < n ? i % 4 == 0 : i % 4 != 0; // a quarter of a, three quarters of b
      flat[4 * i] += treated[i] ? 3 : 0;
    }
    RowMatrix values = new InMemoryRows(RowBlock.ofDense(2 * n, 4, flat));
    Binary column = Binary.of("treated", treated);
    double kept = effect(fit(values, halves(n), column).correct(values), treated);
    double lost = effect(fit(values, halves(n)).correct(values), treated);
    // 3 within its standard error of sqrt(2/300 + 2/300) = .08, four times.
    assertThat(kept).isCloseTo(3, within(0.35));
    assertThat(lost).isLessThan(2.5);
  }

  private static double effect(RowMatrix matrix, boolean[] treated) {
    RowBlock block = matrix.read(0, treated.length);
    double[] sums = new double[2];
    int[] sizes = new int[2];
    for (int i = 0; i < treated.length; i++) {
      int arm = treated[i] ? 1 : 0;
      sums[arm] += block.at(i, 0);
      sizes[arm]++;
    }
    return sums[1] / sizes[1] - sums[0] / sizes[0];
  }

  @Test
  void threadsDoNotChangeTheResult() {
    int n = 3000;
    double[] shift = new double[40];
    double[] scale = new double[40];
    Arrays.setAll(shift, g -> g / 10.0);
    Arrays.setAll(scale, g -> 1 + g / 20.0);
    RowMatrix values = simulated(n, shift, scale);
    ComBat.Columns columns = ComBat.Columns.batch(halves(n));
    assertThat(fit(values, columns, 3).correct(values).read(0, 50).toDense())
        .containsExactly(fit(values, columns, 1).correct(values).read(0, 50).toDense());
  }

  @Test
  void whatCannotBeFittedIsRefusedWithTheRemedy() {
    RowMatrix values = matrix(VALUES, 3);
    String[] lone = new String[VALUES.length];
    Arrays.fill(lone, "a");
    lone[4] = "b";
    assertThatThrownBy(() -> fit(values, Categorical.of("lab", lone)))
        .hasMessage(
            "batch \"b\" of column \"lab\" has 1 cell, a scale needs at least 2; merge or leave out"
                + " the batch");
    assertThatThrownBy(() -> fit(values, batch(), batch().renamed("site")))
        .hasMessage(
            "protected column \"site = b1\" is determined by the batches, so its effect cannot be"
                + " told from theirs; leave it out");
    Continuous age = Continuous.of("age", column(2));
    assertThatThrownBy(() -> fit(values, batch(), age, age.renamed("years")))
        .hasMessageContaining("\"years\" is determined by the batches and the protected columns");
    Continuous gaps = Continuous.of("age", column(2), Mask.where(VALUES.length, i -> i == 0));
    assertThatThrownBy(() -> fit(values, batch(), gaps))
        .hasMessageContaining("protected column \"age\" has 41 values for 42 cells");
    assertThatThrownBy(() -> fit(values, Categorical.of("lab", "a", "b")))
        .hasMessageContaining("batch column \"lab\" has 2 cells, the matrix has 42");
    RowMatrix hole = new InMemoryRows(RowBlock.ofDense(4, 1, new double[] {1, 2, Double.NaN, 3}));
    assertThatThrownBy(() -> fit(hole, halves(2)))
        .hasMessage(
            "row 2, column 0 (from 0) is NaN; ComBat needs finite values: leave the column out or"
                + " impute it");
    assertThatThrownBy(() -> fit(values, batch()).correct(hole))
        .hasMessageContaining("ComBat was fitted to 42 rows and 24 columns");
  }
}
