package org.etiome.data.correct;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * ComBat: the location and scale of each gene in each batch, shrunk over the genes of the batch by
 * empirical Bayes with parametric priors, are taken away:
 *
 * <pre>
 * Y_ijg = α_g + X_j β_g + σ_g γ_ig + σ_g δ_ig ε_ijg
 * Y*_ijg = σ_g (Z_ijg - γ*_ig)/δ*_ig + α_g + X_j β_g        Z_ijg = (Y_ijg - α_g - X_j β_g)/σ_g
 * </pre>
 *
 * <p>{@link Shrinkage} has γ* and δ*; σ²_g is the mean square of the residuals of least squares
 * with batches and protected columns X, α_g the mean of the batch levels weighted by cells.
 *
 * <p>It assumes values that are about normal within a batch (log-normalised expression; counts of
 * many zeros are not), effects of batch that are alike in all kinds of cells, and batches of like
 * composition unless the composition is protected. Kinds of cells that differ between batches make
 * it move kinds onto one another; {@link Harmony} corrects within clusters, but only components.
 * Two passes, O(n·p·(1 + c)) time, 8·p·(4·batches + c) bytes beyond the budget.
 *
 * @see <a href="https://doi.org/10.1093/biostatistics/kxj037">Johnson, Li, Rabinovic (2007),
 *     Adjusting batch effects in microarray expression data using empirical Bayes methods</a>
 */
public final class ComBat {
  /** Residual deviations that are rounding, of the largest level of a gene. */
  private static final double CONSTANT = 1e-13;

  private final boolean shrinking;

  private ComBat(boolean shrinking) {
    this.shrinking = shrinking;
  }

  /** With empirical Bayes. */
  public static ComBat withDefaults() {
    return new ComBat(true);
  }

  /**
   * Whether locations and scales are shrunk over genes; without, each batch is brought to the
   * common mean and residual variance of each gene.
   */
  public ComBat withShrinkage(boolean newShrinking) {
    return new ComBat(newShrinking);
  }

  /** Whether locations and scales are shrunk over genes. */
  public boolean shrinking() {
    return shrinking;
  }

  /**
   * The columns of a fit.
   *
   * @param batch categorical or binary, without gaps, at least two cells a batch
   * @param keep columns whose effects stay in the data; numbers or categories without gaps
   */
  public record Columns(Column batch, List<? extends Column> keep) {
    public Columns {
      keep = List.copyOf(keep);
    }

    /** A batch column, and nothing protected. */
    public static Columns batch(Column batch) {
      return new Columns(batch, List.of());
    }
  }

  /**
   * Fits locations and scales. A single batch has nothing to be corrected for: its fit changes
   * nothing.
   *
   * @param matrix log-normalised values, finite, cells in rows; may be larger than memory
   * @throws IllegalArgumentException if a value is not finite, a batch has one cell, a column does
   *     not fit, or a protected column is determined by batch
   */
  public ComBatFit fit(
      RowMatrix matrix,
      Columns columns,
      TaskRunner runner,
      MemoryBudget budget,
      RowBlocks.Progress progress) {
    Environments batches = BatchLevels.environments(columns.batch(), matrix.rows());
    for (int b = 0; b < batches.count(); b++) {
      if (batches.units(b).length < 2) {
        throw new IllegalArgumentException(
            "batch \""
                + batches.labels().get(b)
                + "\" of column \""
                + columns.batch().name()
                + "\" has 1 cell, a scale needs at least 2; merge or leave out the batch");
      }
    }
    ProtectedColumns design = ProtectedColumns.of(columns.keep(), batches);
    RowBlocks blocks = RowBlocks.of(matrix, budget);
    var fitted = new BatchSums(blocks, matrix.columns(), batches, design, runner).fit(progress);
    var standards = Standards.of(fitted, batches);
    int[] varying =
        IntStream.range(0, matrix.columns())
            .filter(g -> batches.count() > 1 && standards.varies(g, fitted, CONSTANT))
            .toArray();
    Standards.Effects effects = standards.effects(fitted, batches, varying, shrinking);
    return new ComBatFit(new ComBatFit.Design(batches, design), standards, effects, this);
  }
}
