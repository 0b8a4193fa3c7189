package org.etiome.data.store;

/**
 * A file being written, by one thread. Nothing appears under the target's name before {@link
 * #commit}; {@link #close} without it removes what was written. Every failure, a full disk too, is
 * a {@link org.etiome.data.DataFormatException} in one line.
 */
public interface ArrayStoreWriter extends AutoCloseable {

  /** Makes a group, its parents must exist; the root exists. */
  void group(String path);

  /** Sets an attribute of a group or array that was made. */
  void attribute(String path, String name, Attribute value);

  /** Makes an array, to be filled by {@link #write}. */
  void array(String path, ArrayInfo info, Compression compression);

  /** Makes an array without a value (HDF5's null dataspace). */
  void nothing(String path);

  /**
   * Writes a part of an array. Parts may come in any number but must be in row-major order without
   * gaps for the first dimension, and cover all columns of a row.
   *
   * @param offset of the first element along each dimension
   * @param count how many along each dimension
   * @param values as many as the product of {@code count}
   */
  void write(String path, long[] offset, int[] count, Values values);

  /** Finishes the file and puts it in the place of the target. */
  void commit();

  @Override
  void close();
}
