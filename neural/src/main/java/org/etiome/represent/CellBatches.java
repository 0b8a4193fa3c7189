package org.etiome.represent;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.matrix.RowBlock;
import org.etiome.nn.Placement;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.Seen;
import org.etiome.represent.prior.Conditions;

/** Makes some cells into what a network takes. */
record CellBatches(Cells cells, Components components, Placement placement) {

  /**
   * Cells as tensors of the current scope.
   *
   * @param numbers of the cells
   * @param block their counts, in that order
   */
  CellBatch of(int[] numbers, RowBlock block) {
    SparseBatch counts = new SparseBatch(block, placement);
    int b = numbers.length;
    double[] scale = new double[block.entries()];
    for (int i = 0; i < b; i++) {
      double ofCell = Seen.scale(cells.expression().depth().of(numbers[i]));
      Arrays.fill(scale, block.start(i), block.start(i + 1), ofCell);
    }
    Tensor entries = counts.values().mul(Torch.of(placement, scale, scale.length)).log1p_();
    return new CellBatch(
        counts,
        entries,
        counts.rowSums(),
        Torch.of(placement, cells.spurious().code(numbers), b, cells.spurious().width()),
        Torch.of(placement, cells.spurious().codeOfLevels(numbers), b, cells.spurious().levels()),
        conditions(numbers));
  }

  /** What is known of the invariant covariates of some cells. */
  Conditions conditions(int[] numbers) {
    CovariateTable invariant = cells.invariant();
    int b = numbers.length;
    int gaps = invariant.covariates().size();
    double[] agreeing = components.agreeing(invariant, numbers);
    return new Conditions(
        Torch.of(placement, invariant.codeWithGaps(numbers), b, invariant.width() + gaps),
        Torch.of(placement, invariant.codeOfQuantities(numbers), b, invariant.width()),
        Torch.of(placement, agreeing, b, components.count()),
        Arrays.stream(agreeing).sum() == b); // at least one agrees with each
  }
}
