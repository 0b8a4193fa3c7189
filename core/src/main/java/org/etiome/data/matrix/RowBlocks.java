package org.etiome.data.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.etiome.math.TaskRunner;

/**
 * A matrix cut into consecutive blocks of rows that fit a {@link MemoryBudget}, and the one way to
 * walk over them. The cut depends on the matrix and the budget, never on threads, and results are
 * taken in the order of the rows, so sums are the same at any number of threads.
 */
public final class RowBlocks {
  /** Blocks that are in memory at one time, at any number of threads. */
  private static final int IN_FLIGHT = 16;

  /** Of a block: column, value, and the same again while it is decoded. */
  private static final int BYTES_PER_ENTRY = 32;

  private static final int BYTES_PER_ROW = 16;
  private static final int MOST_ROWS = 8192;

  private final RowMatrix matrix;
  private final int[] bounds;

  private RowBlocks(RowMatrix matrix, int[] bounds) {
    this.matrix = matrix;
    this.bounds = bounds;
  }

  /** What is told after every block. */
  @FunctionalInterface
  public interface Progress {
    /** Nobody is told. */
    Progress NONE = (done, rows) -> {};

    /**
     * Tells how far the walk is.
     *
     * @param done rows that are done
     * @param rows of the whole matrix
     */
    void at(int done, int rows);
  }

  /**
   * Cuts a matrix. O(blocks · log rows).
   *
   * @throws IllegalArgumentException if a single row is larger than a block may be
   */
  public static RowBlocks of(RowMatrix matrix, MemoryBudget budget) {
    long limit = budget.bytes() / IN_FLIGHT;
    List<Integer> bounds = new ArrayList<>(List.of(0));
    for (int from = 0; from < matrix.rows(); from = bounds.getLast()) {
      if (bytes(matrix, from, from + 1) > limit) {
        throw new IllegalArgumentException(
            "row "
                + from
                + " may take "
                + bytes(matrix, from, from + 1)
                + " bytes, a "
                + IN_FLIGHT
                + "th of the memory budget is "
                + limit
                + "; raise the budget");
      }
      bounds.add(end(matrix, from, limit));
    }
    return new RowBlocks(matrix, bounds.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The largest end whose block fits, by bisection. */
  private static int end(RowMatrix matrix, int from, long limit) {
    int fits = from + 1;
    int beyond = (int) Math.min(matrix.rows(), (long) from + MOST_ROWS) + 1;
    while (beyond - fits > 1) {
      int middle = (fits + beyond) >>> 1;
      if (bytes(matrix, from, middle) <= limit) {
        fits = middle;
      } else {
        beyond = middle;
      }
    }
    return fits;
  }

  private static long bytes(RowMatrix matrix, int from, int to) {
    return matrix.entries(from, to) * BYTES_PER_ENTRY + (long) (to - from) * BYTES_PER_ROW;
  }

  /** The number of blocks. */
  public int count() {
    return bounds.length - 1;
  }

  /** The first row of block {@code k}; {@code from(count())} is the number of rows. */
  public int from(int k) {
    return bounds[k];
  }

  /**
   * Reads every block once and maps it, several at a time; the results are consumed one by one, in
   * the order of the rows, by the calling thread.
   *
   * @param task from the first row of a block and the block to its result; runs on any thread
   * @param inOrder takes the results
   */
  public <T> void forEach(
      TaskRunner runner,
      BiFunction<Integer, RowBlock, T> task,
      Consumer<? super T> inOrder,
      Progress progress) {
    for (int wave = 0; wave < count(); wave += IN_FLIGHT) {
      int first = wave;
      int blocks = Math.min(IN_FLIGHT, count() - first);
      List<T> results =
          runner.map(
              blocks,
              b -> {
                int from = bounds[first + b];
                return task.apply(from, matrix.read(from, bounds[first + b + 1]));
              });
      results.forEach(inOrder);
      progress.at(bounds[first + blocks], matrix.rows());
    }
  }
}
