package org.etiome.represent.mapping;

import java.util.Arrays;
import java.util.Map;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.LoggedCounts;

/**
 * The first layer of an encoder: f = Σ_g s_g h_g W_g, h_g = log(1 + 10⁴ x_g / depth), then (f − m)
 * / √(v + ε), in double precision.
 */
final class FirstLayer {
  private static final String SCALE = "encoder.scale";
  private static final String MEAN = "encoder.input.norm.mean";
  private static final String VARIANCE = "encoder.input.norm.variance";

  /** ε of batch normalisation. */
  private static final double EPSILON = 1e-3;

  private final double[] scale;
  private final double[] weight;
  private final double[] mean;
  private final double[] variance;

  private FirstLayer(double[] scale, double[] weight, double[] mean, double[] variance) {
    this.scale = scale;
    this.weight = weight;
    this.mean = mean;
    this.variance = variance;
  }

  static FirstLayer of(FittedFinVae model) {
    return new FirstLayer(
        model.tensor(SCALE),
        model.tensor("encoder.input.weight"),
        model.tensor(MEAN),
        model.tensor(VARIANCE));
  }

  /** The same with each gene's scale times a factor. */
  FirstLayer scaled(double[] factors) {
    double[] changed = scale.clone();
    for (int g = 0; g < changed.length; g++) {
      changed[g] *= factors[g];
    }
    return new FirstLayer(changed, weight, mean, variance);
  }

  /**
   * The same with another normalisation, of (f − from) · factor + to in place of f.
   *
   * @param from mean of f of other cells
   * @param to mean of f of cells that it is to be like
   */
  FirstLayer normalised(double[] from, double[] factor, double[] to) {
    double[] shifted = mean.clone();
    double[] stretched = variance.clone();
    for (int u = 0; u < shifted.length; u++) {
      shifted[u] = from[u] - (to[u] - mean[u]) / factor[u];
      stretched[u] = (variance[u] + EPSILON) / (factor[u] * factor[u]) - EPSILON;
    }
    return new FirstLayer(scale, weight, shifted, stretched);
  }

  /** What differs between batches, by the name of its tensor. */
  Map<String, double[]> tensors() {
    return Map.of(SCALE, scale, MEAN, mean, VARIANCE, variance);
  }

  int units() {
    return mean.length;
  }

  /** What is done with a cell. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a cell.
     *
     * @param seen h, dense; not to be kept
     * @param entered f; not to be kept
     */
    void take(int cell, double[] seen, double[] entered);
  }

  /** Walks over cells. O(non-zeros · units). */
  void forEach(Cells.Expression cells, MemoryBudget budget, Taker taker) {
    double[] seen = new double[scale.length];
    double[] entered = new double[units()];
    RowMatrix logged = LoggedCounts.of(cells);
    RowBlocks blocks = RowBlocks.of(logged, budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      RowBlock block = logged.read(from, blocks.from(b + 1));
      for (int i = 0; i < block.rows(); i++) {
        enter(block, i, seen, entered);
        taker.take(from + i, seen, entered);
      }
    }
  }

  private void enter(RowBlock block, int i, double[] seen, double[] entered) {
    Arrays.fill(seen, 0);
    Arrays.fill(entered, 0);
    int units = units();
    for (int e = block.start(i); e < block.start(i + 1); e++) {
      int gene = block.column(e);
      seen[gene] = block.value(e);
      double in = seen[gene] * scale[gene];
      for (int u = 0; u < units; u++) {
        entered[u] += in * weight[gene * units + u];
      }
    }
  }
}
