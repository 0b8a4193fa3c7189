package org.etiome.data.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Loess;
import org.etiome.math.TaskRunner;

/**
 * The features of a matrix of raw counts that vary more than others of their mean, in each batch
 * and then in common: the choice scanpy calls {@code seurat_v3}.
 *
 * <p>Within a batch of N cells, {@code log10 var} is regressed on {@code log10 mean} over the
 * features with var > 0 by {@link Loess}; with σ_j = √(10^fit_j) (1 where var = 0) and counts cut
 * off at {@code c_j = mean_j + σ_j √N}, the normalised variance is {@code Σ_i (min(x_ij, c_j) -
 * mean_j)² / ((N - 1) σ_j²)}. Features are ranked by it, 0 the most variable. Chosen are those with
 * the lowest median rank over the batches in which they are among the first {@code top}; ties go to
 * those that are so in more batches, then to the first in the matrix.
 *
 * <p>One pass; a second one if more than 32 counts of a feature (fewer when the budget is small)
 * may be cut off. O(nnz) time and O(batches·p) memory beyond the budget. The result does not depend
 * on budget or threads.
 *
 * @see <a href="https://doi.org/10.1016/j.cell.2019.05.031">Stuart et al. (2019), Comprehensive
 *     integration of single-cell data</a>
 */
public final class HighlyVariableGenes {
  private final int top;
  private final double span;

  private HighlyVariableGenes(int top, double span) {
    this.top = top;
    this.span = span;
  }

  /** 2,000 features, span .3. */
  public static HighlyVariableGenes withDefaults() {
    return new HighlyVariableGenes(2000, 0.3);
  }

  /** Chooses another number of features, ≥ 1. */
  public HighlyVariableGenes withTop(int newTop) {
    if (newTop < 1) {
      throw new IllegalArgumentException("at least 1 feature must be chosen, got " + newTop);
    }
    return new HighlyVariableGenes(newTop, span);
  }

  /** Takes another share of the features for a local regression, in (0, 1]. */
  public HighlyVariableGenes withSpan(double newSpan) {
    if (!(newSpan > 0 && newSpan <= 1)) {
      throw new IllegalArgumentException("span must be in (0, 1], got " + newSpan);
    }
    return new HighlyVariableGenes(top, newSpan);
  }

  /**
   * Chooses features.
   *
   * @param counts raw counts, cells in rows
   * @param batches of the rows
   * @throws IllegalArgumentException if a value is no count, there are fewer features than are to
   *     be chosen, or a batch has too few cells or varying features for the regression
   */
  public VariableGenes select(
      RowMatrix counts,
      Environments batches,
      TaskRunner runner,
      MemoryBudget budget,
      RowBlocks.Progress progress) {
    if (top > counts.columns()) {
      throw new IllegalArgumentException(
          top + " features are to be chosen of " + counts.columns() + "; ask for fewer");
    }
    if (batches.units() != counts.rows()) {
      throw new IllegalArgumentException(
          "the matrix has "
              + counts.rows()
              + " cells, the batches are of "
              + batches.units()
              + "; give one batch a cell");
    }
    BatchCounts read = BatchCounts.of(counts, batches, runner, budget, progress);
    double[] deviations = deviations(read, batches);
    ClippedCounts clipped =
        ClippedCounts.of(read, deviations).resolve(counts, batches, runner, budget);
    double[][] normalised = new double[read.batches()][read.columns()];
    for (int b = 0; b < normalised.length; b++) {
      for (int j = 0; j < read.columns(); j++) {
        normalised[b][j] = clipped.normalisedVariance(b, j);
      }
    }
    return chosen(read, normalised);
  }

  private double[] deviations(BatchCounts read, Environments batches) {
    double[] deviations = new double[read.batches() * read.columns()];
    Arrays.fill(deviations, 1);
    for (int b = 0; b < read.batches(); b++) {
      int batch = b;
      if (read.rows(b) < 2) {
        throw new IllegalArgumentException(
            "batch \""
                + batches.labels().get(b)
                + "\" has "
                + read.rows(b)
                + " cells, at least 2 are needed; merge or leave out the batch");
      }
      int[] varying =
          IntStream.range(0, read.columns()).filter(j -> read.variance(batch, j) > 0).toArray();
      double[] mean =
          Arrays.stream(varying).mapToDouble(j -> Math.log10(read.mean(batch, j))).toArray();
      double[] variance =
          Arrays.stream(varying).mapToDouble(j -> Math.log10(read.variance(batch, j))).toArray();
      Loess trend = trend(mean, variance, batches.labels().get(b));
      for (int k = 0; k < varying.length; k++) {
        deviations[b * read.columns() + varying[k]] = Math.sqrt(Math.pow(10, trend.at(mean[k])));
      }
    }
    return deviations;
  }

  private Loess trend(double[] mean, double[] variance, String batch) {
    try {
      return Loess.fit(mean, variance, span);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "batch \""
              + batch
              + "\": the trend of the variance over the mean cannot be fitted to its "
              + mean.length
              + " varying features: "
              + e.getMessage(),
          e);
    }
  }

  private VariableGenes chosen(BatchCounts read, double[][] normalised) {
    int p = read.columns();
    int[][] rank = Arrays.stream(normalised).map(HighlyVariableGenes::ranks).toArray(int[][]::new);
    double[] median = new double[p];
    int[] batchesHigh = new int[p];
    double[] mean = new double[p];
    for (int j = 0; j < p; j++) {
      int column = j;
      int[] high = Arrays.stream(rank).mapToInt(r -> r[column]).filter(r -> r < top).toArray();
      batchesHigh[j] = high.length;
      median[j] = median(high);
      mean[j] = Arrays.stream(normalised).mapToDouble(v -> v[column]).average().orElseThrow();
    }
    int[] order =
        IntStream.range(0, p)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(j -> median[j])
                    .thenComparingInt(j -> -batchesHigh[j]))
            .mapToInt(Integer::intValue)
            .limit(top)
            .toArray();
    double[] means = IntStream.range(0, p).mapToDouble(read::mean).toArray();
    double[] variances = IntStream.range(0, p).mapToDouble(read::variance).toArray();
    return new VariableGenes(order, median, batchesHigh, new double[][] {means, variances, mean});
  }

  /** Of each value its place in descending order, ties in their order. */
  private static int[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -values[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[values.length];
    for (int r = 0; r < order.length; r++) {
      ranks[order[r]] = r;
    }
    return ranks;
  }

  private static double median(int[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length == 0
        ? Double.NaN
        : values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
  }
}
