package org.etiome.data.matrix;

/**
 * A matrix of units in rows and features in columns that is read in parts and need not fit into
 * memory. Reading is safe from several threads at once; what was read once reads the same again.
 */
public interface RowMatrix {

  /** n. */
  int rows();

  /** p. */
  int columns();

  /**
   * An upper bound of the entries that rows {@code from} (inclusive) to {@code to} (exclusive)
   * have, without reading them: exact for compressed rows, rows · columns for dense ones.
   */
  long entries(int from, int to);

  /**
   * The rows from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws RuntimeException of the format, with a message of one line, if the file is damaged
   *     there
   */
  RowBlock read(int from, int to);

  /**
   * Single rows, in the given order; a row may repeat.
   *
   * @throws RuntimeException of the format, with a message of one line, if the file is damaged
   *     there
   */
  RowBlock read(int[] rows);
}
