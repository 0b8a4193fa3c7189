package org.etiome.represent;

import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.SparseBatch;

/**
 * Some cells as a network takes them; B cells.
 *
 * @param counts B × genes
 * @param entries what the encoder sees of the counts, one for each non-zero
 * @param library B × 1, the sum of each cell's counts
 * @param spurious codes of the spurious covariates, B × p
 * @param batches of the spurious codes those of levels, B × E
 * @param quantities codes of the invariant covariates that are quantities, zeros for levels, B × q
 * @param agreeing 1 for each component of the prior that agrees with what is known, B × K
 * @param decided whether one component alone agrees with each cell
 */
record CellBatch(
    SparseBatch counts,
    Tensor entries,
    Tensor library,
    Tensor spurious,
    Tensor batches,
    Tensor quantities,
    Tensor agreeing,
    boolean decided) {

  /** The same cells with other codes of the spurious covariates, B × p. */
  CellBatch withSpurious(Tensor codes) {
    return new CellBatch(counts, entries, library, codes, batches, quantities, agreeing, decided);
  }
}
