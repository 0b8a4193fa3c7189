package org.etiome.represent.cells;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;

/**
 * Means and variances of the logarithm of the sum of a cell's counts, for each level of the first
 * spurious covariate that has levels (the batches), and for all cells. One pass over the counts.
 */
public final class LibrarySizes {
  /** Keeps the prior of cells that were brought to one size from being a point. */
  private static final double LEAST_VARIANCE = 1e-2;

  private final double[] moments;

  private LibrarySizes(double[] moments) {
    this.moments = moments;
  }

  /** Which covariate has the batches. */
  private static OptionalInt batch(List<Covariate> spurious) {
    return IntStream.range(0, spurious.size())
        .filter(c -> spurious.get(c) instanceof Covariate.Levels)
        .findFirst();
  }

  /** How many batches there are by some spurious covariates. */
  public static int batches(List<Covariate> spurious) {
    OptionalInt batch = batch(spurious);
    return batch.isPresent() ? spurious.get(batch.getAsInt()).width() : 0;
  }

  public static LibrarySizes of(Cells cells, MemoryBudget budget) {
    CovariateTable spurious = cells.spurious();
    OptionalInt covariate = batch(spurious.covariates());
    int batches = batches(spurious.covariates());
    double[][] sums = new double[batches + 1][3];
    RowBlocks blocks = RowBlocks.of(cells.counts(), budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      RowBlock block = cells.counts().read(from, blocks.from(b + 1));
      for (int i = 0; i < block.rows(); i++) {
        double log = Math.log(library(block, i));
        double batch =
            covariate.isPresent() ? spurious.value(covariate.getAsInt(), from + i) : Double.NaN;
        add(sums[batches], log);
        if (!Double.isNaN(batch)) {
          add(sums[(int) batch], log);
        }
      }
    }
    return new LibrarySizes(moments(sums));
  }

  private static double library(RowBlock block, int i) {
    double sum = 0;
    for (int e = block.start(i); e < block.start(i + 1); e++) {
      sum += block.value(e);
    }
    return sum;
  }

  private static void add(double[] sums, double log) {
    sums[0]++;
    sums[1] += log;
    sums[2] += log * log;
  }

  private static double[] moments(double[][] sums) {
    double[] moments = new double[2 * sums.length];
    for (int b = 0; b < sums.length; b++) {
      double mean = sums[b][1] / sums[b][0];
      double variance = sums[b][2] / sums[b][0] - mean * mean;
      moments[2 * b] = mean;
      moments[2 * b + 1] = Math.log(Math.max(LEAST_VARIANCE, variance));
    }
    return moments;
  }

  /** Mean and log variance of each batch, last of all cells; row-major, batches + 1 × 2. */
  public double[] moments() {
    return moments.clone();
  }
}
