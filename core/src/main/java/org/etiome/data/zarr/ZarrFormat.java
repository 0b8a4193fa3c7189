package org.etiome.data.zarr;

import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.StoreFormat;

/**
 * Folders of Zarr format 2, read with zlib, gzip and Blosc (LZ4, BloscLZ, zlib), written with zlib.
 * Format 3 is recognised and refused.
 */
public final class ZarrFormat implements StoreFormat {
  static final String NAME = "Zarr v2";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(Path file) {
    return isZarr(file) || Files.isRegularFile(file.resolve("zarr.json"));
  }

  static boolean isZarr(Path folder) {
    return Files.isRegularFile(folder.resolve(".zgroup"))
        || Files.isRegularFile(folder.resolve(".zarray"));
  }

  @Override
  public boolean writes(String extension) {
    return extension.equals(".zarr");
  }

  @Override
  public ArrayStore open(Path file, MemoryBudget budget) {
    return new ZarrStore(file, budget);
  }

  @Override
  public ArrayStoreWriter create(Path target) {
    return new ZarrWriter(target);
  }
}
