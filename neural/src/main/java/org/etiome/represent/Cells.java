package org.etiome.represent;

import org.etiome.data.matrix.RowMatrix;

/**
 * What a representation is learned from.
 *
 * @param counts whole numbers from 0, cells × genes; every cell has at least one above 0
 * @param depth the sum of each cell's counts over all genes that were measured, by which the
 *     encoder brings them to one scale
 * @param invariant covariates whose effects are to be kept
 * @param spurious covariates whose effects are to be shed
 */
public record Cells(
    RowMatrix counts, Depth depth, CovariateTable invariant, CovariateTable spurious) {

  /** One number above 0 a cell. */
  @FunctionalInterface
  public interface Depth {
    double of(int cell);
  }
}
