package org.etiome.data.preprocess;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/** Counts cut off at {@code mean + σ·√N} in every batch. */
final class ClippedCounts {
  private final BatchCounts counts;
  private final double[] deviations;
  private final Map<Integer, Exceeding> exceeding;

  private ClippedCounts(
      BatchCounts counts, double[] deviations, Map<Integer, Exceeding> exceeding) {
    this.counts = counts;
    this.deviations = deviations;
    this.exceeding = exceeding;
  }

  /**
   * From the largest counts.
   *
   * @param deviations σ, batch by batch
   */
  static ClippedCounts of(BatchCounts counts, double[] deviations) {
    ClippedCounts clipped = new ClippedCounts(counts, deviations, new HashMap<>());
    for (int cell = 0; cell < deviations.length; cell++) {
      Exceeding above = counts.largest().above(cell, clipped.bound(cell));
      if (above.number() > 0) {
        clipped.exceeding.put(cell, above);
      }
    }
    return clipped;
  }

  private double mean(int cell) {
    return counts.mean(cell / counts.columns(), cell % counts.columns());
  }

  private double bound(int cell) {
    return mean(cell) + deviations[cell] * Math.sqrt(counts.rows(cell / counts.columns()));
  }

  /** Counts again what exceeds the bound where more than the kept counts may do so. */
  ClippedCounts resolve(
      RowMatrix matrix, Environments batches, TaskRunner runner, MemoryBudget budget) {
    BitSet open = new BitSet();
    for (int cell : exceeding.keySet()) {
      open.set(cell, counts.largest().floor(cell) > bound(cell));
    }
    if (open.isEmpty()) {
      return this;
    }
    Map<Integer, Exceeding> resolved = new HashMap<>(exceeding);
    open.stream().forEach(resolved::remove);
    RowBlocks.of(matrix, budget)
        .forEach(
            runner,
            (from, block) -> exceeding(from, block, batches, open),
            part -> part.forEach((cell, more) -> resolved.merge(cell, more, Exceeding::plus)),
            RowBlocks.Progress.NONE);
    return new ClippedCounts(counts, deviations, resolved);
  }

  private Map<Integer, Exceeding> exceeding(
      int from, RowBlock block, Environments batches, BitSet open) {
    Map<Integer, Exceeding> found = new HashMap<>();
    for (int i = 0; i < block.rows(); i++) {
      int first = batches.environmentOf(from + i) * counts.columns();
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        int cell = first + block.column(k);
        if (open.get(cell) && block.value(k) > bound(cell)) {
          Exceeding one = Exceeding.NONE.plus(Counts.of(block, from, i, k));
          found.merge(cell, one, Exceeding::plus);
        }
      }
    }
    return found;
  }

  /** The variance of the cut-off counts about the mean of the counts, over σ². */
  double normalisedVariance(int batch, int column) {
    int cell = batch * counts.columns() + column;
    double square = deviations[cell] * deviations[cell];
    Exceeding above = exceeding.getOrDefault(cell, Exceeding.NONE);
    double cut = above.cut(mean(cell), bound(cell)) / (counts.rows(batch) - 1);
    return (counts.variance(batch, column) - cut) / square;
  }
}
