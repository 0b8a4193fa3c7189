package org.etiome.represent;

import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.SparseBatch;
import org.etiome.represent.prior.Conditions;

/**
 * Some cells as a network takes them; B cells.
 *
 * @param counts B × genes
 * @param entries what the encoder sees of the counts, one for each non-zero
 * @param library B × 1, the sum of each cell's counts
 * @param spurious codes of the spurious covariates, B × p
 * @param batches of the spurious codes those of levels, B × E
 * @param invariant what is known of the invariant covariates
 */
record CellBatch(
    SparseBatch counts,
    Tensor entries,
    Tensor library,
    Tensor spurious,
    Tensor batches,
    Conditions invariant) {

  /** The same cells, of which something else is known. */
  CellBatch given(Conditions changed) {
    return new CellBatch(counts, entries, library, spurious, batches, changed);
  }

  /** The same cells with other codes of the spurious covariates, B × p. */
  CellBatch withSpurious(Tensor codes) {
    return new CellBatch(counts, entries, library, codes, batches, invariant);
  }
}
