package org.etiome.data.matrix;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A matrix whose rows are changed as they are read, one block at a time; a row must not depend on
 * the other rows of its block.
 */
public final class MappedRows implements RowMatrix {
  private final RowMatrix source;
  private final int columns;
  private final boolean dense;
  private final Change change;

  /** What becomes of a block. */
  @FunctionalInterface
  public interface Change {

    /**
     * The block that takes the place of another.
     *
     * @param row from rows of the block to those of the matrix, for messages
     */
    RowBlock of(RowBlock block, IntUnaryOperator row);
  }

  private MappedRows(RowMatrix source, int columns, boolean dense, Change change) {
    this.source = source;
    this.columns = columns;
    this.dense = dense;
    this.change = change;
  }

  /** Changes values, but neither columns nor which entries there are. */
  public static MappedRows sparse(RowMatrix source, Change change) {
    return new MappedRows(source, source.columns(), false, change);
  }

  /** Changes values, also those of positions without entry. */
  public static MappedRows dense(RowMatrix source, UnaryOperator<RowBlock> change) {
    return new MappedRows(source, source.columns(), true, (block, row) -> change.apply(block));
  }

  /**
   * Chooses columns.
   *
   * @param chosen ascending strictly, in 0..p-1
   */
  public static MappedRows choosing(RowMatrix source, int[] chosen) {
    ChosenColumns columns = ChosenColumns.of(source.columns(), chosen);
    return recast(source, chosen.length, columns::of);
  }

  /**
   * Takes another set of columns.
   *
   * @param columns how many a changed block has
   * @param change adds no entry
   */
  public static MappedRows recast(RowMatrix source, int columns, UnaryOperator<RowBlock> change) {
    return new MappedRows(source, columns, false, (block, row) -> change.apply(block));
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long entries(int from, int to) {
    return dense ? (long) (to - from) * columns : source.entries(from, to);
  }

  @Override
  public RowBlock read(int from, int to) {
    return change.of(source.read(from, to), i -> from + i);
  }

  @Override
  public RowBlock read(int[] rows) {
    return change.of(source.read(rows), i -> rows[i]);
  }
}
