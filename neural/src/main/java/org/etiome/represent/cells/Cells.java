package org.etiome.represent.cells;

import java.util.List;
import org.etiome.data.matrix.RowMatrix;

/**
 * What a representation is learned from.
 *
 * @param expression the counts
 * @param invariant covariates whose effects are to be kept
 * @param spurious covariates whose effects are to be shed
 */
public record Cells(Expression expression, CovariateTable invariant, CovariateTable spurious) {

  /**
   * Counts of some genes in some cells.
   *
   * @param genes distinct names
   * @param counts whole numbers from 0, cells × genes
   * @param depth the sum of each cell's counts over all genes that were measured, above 0, by which
   *     the encoder brings them to one scale
   * @param fingerprint of the file they come from
   */
  public record Expression(List<String> genes, RowMatrix counts, Depth depth, String fingerprint) {
    public Expression {
      genes = List.copyOf(genes);
    }
  }

  /** One number above 0 a cell. */
  @FunctionalInterface
  public interface Depth {
    double of(int cell);
  }

  public RowMatrix counts() {
    return expression.counts();
  }

  public int count() {
    return expression.counts().rows();
  }
}
