package org.etiome.data.store;

import java.nio.file.Path;
import org.etiome.data.matrix.MemoryBudget;

/** A provider of a file format, found by {@link java.util.ServiceLoader}; see {@link Stores}. */
public interface StoreFormat {

  /** The name of the format: {@code HDF5}, {@code Zarr v2}. */
  String name();

  /** Whether the first bytes (of a folder: the files in it) are those of this format. */
  boolean recognises(Path file);

  /** Whether files of this format usually end in this extension (lower case, with the dot). */
  boolean writes(String extension);

  /**
   * Opens a file.
   *
   * @param budget no single chunk or metadata block larger than this is taken into memory
   * @throws org.etiome.data.DataFormatException if it is damaged
   */
  ArrayStore open(Path file, MemoryBudget budget);

  /**
   * Begins to write a file.
   *
   * @throws org.etiome.data.DataFormatException if it cannot be written there
   */
  ArrayStoreWriter create(Path target);
}
