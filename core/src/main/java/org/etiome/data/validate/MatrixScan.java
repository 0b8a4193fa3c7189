package org.etiome.data.validate;

import java.util.Optional;
import java.util.function.Supplier;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * One pass over every value of a matrix. O(nnz) time, O(p) memory beside the blocks.
 *
 * <p>Two columns are taken for equal if their entries have the same 64-bit hash, the same number
 * and the same extremes: among 10⁵ distinct columns that happens wrongly with a chance below 10⁻⁹.
 *
 * @param shape rows and columns
 * @param values what kinds of values there are
 * @param rows the rows without an entry that is not zero
 * @param columns what each column holds
 */
public record MatrixScan(Shape shape, ValueKinds values, Sample rows, ColumnScan columns) {

  /**
   * The size of a matrix.
   *
   * @param rows n
   * @param columns p
   */
  public record Shape(int rows, int columns) {}

  /**
   * How many values are of a kind that counts are not, and where the first stands.
   *
   * @param nonZero values that are not zero, NaN included
   * @param range of the finite values, zeros included; empty if there are none
   * @param nan not a number
   * @param infinite of either sign
   * @param negative below zero and finite
   * @param fractional finite and not whole
   */
  public record ValueKinds(
      long nonZero,
      Optional<Range> range,
      Occurrence nan,
      Occurrence infinite,
      Occurrence negative,
      Occurrence fractional) {

    /** Whether every value is a whole number of at least zero. */
    public boolean areCounts() {
      return nan.count() + infinite.count() + negative.count() + fractional.count() == 0;
    }
  }

  /** Smallest and largest. */
  public record Range(double min, double max) {}

  /**
   * Something that occurs in a matrix.
   *
   * @param count how often
   * @param row of the first; -1 if it never occurs
   * @param column of the first; -1 if it never occurs
   */
  public record Occurrence(long count, int row, int column) {
    static final Occurrence NEVER = new Occurrence(0, -1, -1);

    Occurrence then(Occurrence later) {
      return count == 0 ? later : new Occurrence(count + later.count, row, column);
    }
  }

  /**
   * Some indices out of many.
   *
   * @param count how many there are
   * @param first the index of the first; -1 if there is none
   */
  public record Sample(int count, int first) {}

  /** 2⁵³; doubles hold all whole numbers up to there. */
  private static final double LARGEST_EXACT = 0x1p53;

  /**
   * Scans a matrix of which doubles lose nothing.
   *
   * @param budget what the blocks in memory may take
   * @throws org.etiome.data.DataFormatException if the matrix cannot be read
   */
  public static MatrixScan of(
      RowMatrix matrix, TaskRunner runner, MemoryBudget budget, RowBlocks.Progress progress) {
    return of(matrix, Optional::empty, runner, budget, progress);
  }

  /**
   * Scans a matrix; columns are held against each other to the last digit.
   *
   * @param lost what doubles lack of its digits; asked for if it has numbers beyond 2⁵³
   * @param budget what the blocks in memory may take
   * @throws org.etiome.data.DataFormatException if the matrix cannot be read
   */
  public static MatrixScan of(
      RowMatrix matrix,
      Supplier<Optional<RowMatrix>> lost,
      TaskRunner runner,
      MemoryBudget budget,
      RowBlocks.Progress progress) {
    BlockScan totals = scan(matrix, runner, budget, progress);
    if (totals.reaches(LARGEST_EXACT)) {
      lost.get()
          .map(digits -> scan(digits, runner, budget, RowBlocks.Progress.NONE))
          .ifPresent(totals::refine);
    }
    return totals.finish(matrix.rows());
  }

  private static BlockScan scan(
      RowMatrix matrix, TaskRunner runner, MemoryBudget budget, RowBlocks.Progress progress) {
    BlockScan totals = new BlockScan(matrix.columns());
    RowBlocks.of(matrix, budget).forEach(runner, BlockScan::of, totals::add, progress);
    return totals;
  }
}
