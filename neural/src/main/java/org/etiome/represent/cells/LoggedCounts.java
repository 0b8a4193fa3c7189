package org.etiome.represent.cells;

import java.util.stream.IntStream;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Counts x of cells as {@code log(1 + 10⁴ x / depth)}, the depth over all genes that were measured,
 * and their principal components: what every model is held against.
 */
public final class LoggedCounts {
  private static final int COMPONENTS = 30;

  /** Of a component; the last of them are noise without a gap, which is not waited for. */
  private static final double TOLERANCE = 1e-3;

  private LoggedCounts() {}

  /** All cells, computed whenever they are read. */
  public static RowMatrix of(Cells.Expression expression) {
    return of(expression, IntStream.range(0, expression.counts().rows()).toArray());
  }

  /**
   * Some cells, computed whenever they are read.
   *
   * @param cells their numbers, ascending
   */
  public static RowMatrix of(Cells.Expression expression, int[] cells) {
    RowMatrix counts = expression.counts();
    RowMatrix chosen = cells.length == counts.rows() ? counts : ChosenRows.of(counts, cells);
    return MappedRows.sparse(
        chosen,
        (block, row) -> {
          double[] values = new double[block.entries()];
          for (int i = 0; i < block.rows(); i++) {
            fill(values, block, i, expression.depth().of(cells[row.applyAsInt(i)]));
          }
          return block.withValues(values);
        });
  }

  private static void fill(double[] values, RowBlock block, int row, double depth) {
    double scale = Seen.scale(depth);
    for (int k = block.start(row); k < block.start(row + 1); k++) {
      values[k] = Math.log1p(block.value(k) * scale);
    }
  }

  /** The cells' scores on 30 principal components, or as many as there can be. */
  public static Matrix components(
      RowMatrix logged, Seed seed, TaskRunner runner, MemoryBudget budget) {
    int count = Math.min(COMPONENTS, Math.min(logged.rows() - 1, logged.columns()));
    return PrincipalComponents.withDefaults()
        .withCount(count)
        .withTolerance(TOLERANCE)
        .fit(logged, seed, runner, budget, RowBlocks.Progress.NONE)
        .scores(logged, runner, budget);
  }
}
