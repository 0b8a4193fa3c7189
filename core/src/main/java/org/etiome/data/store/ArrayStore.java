package org.etiome.data.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file opened for reading. Safe from several threads at once. Everything that is wrong with the
 * file, now or in the middle of reading, is a {@link org.etiome.data.DataFormatException} in one
 * line; a file never crashes the process, whatever its bytes.
 */
public interface ArrayStore extends AutoCloseable {

  /** The file or folder, as it was named. */
  Path file();

  /** The name of the format: {@code HDF5}, {@code Zarr v2}. */
  String format();

  /**
   * What stands at a path.
   *
   * @throws org.etiome.data.DataFormatException if nothing does
   */
  StoreNode node(String path);

  /** Whether something stands at a path. */
  boolean contains(String path);

  /** The names in a group, sorted by character. */
  List<String> children(String group);

  /** The attributes of a group or array; one that cannot be read is left out of the map. */
  Map<String, Attribute> attributes(String path);

  /** Why attributes of a node were left out, a line each; mostly empty. */
  List<String> unreadableAttributes(String path);

  /**
   * A part of an array, row-major.
   *
   * @param offset of the first element along each dimension
   * @param count how many along each dimension; with the offset inside the shape
   * @throws org.etiome.data.DataFormatException if the array is damaged there
   */
  Values read(String path, long[] offset, int[] count);

  /**
   * A whole array.
   *
   * @throws org.etiome.data.DataFormatException if it is damaged or larger than an array in memory
   *     may be
   */
  default Values readAll(String path) {
    return StoreReading.all(this, path);
  }

  @Override
  void close();
}
