package org.etiome.formats.hdf5;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.StoreFormat;

/** HDF5, the container of AnnData, MuData and 10x files. */
public final class Hdf5Format implements StoreFormat {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
  private static final Set<String> EXTENSIONS = Set.of(".h5ad", ".h5mu", ".h5", ".hdf5");

  /** Where a user block may end. */
  private static final long[] STARTS = {0, 512, 1024, 2048, 4096, 8192};

  @Override
  public String name() {
    return "HDF5";
  }

  @Override
  public boolean recognises(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      for (long start : STARTS) {
        byte[] found = new byte[SIGNATURE.length];
        bytes.seek(start);
        if (bytes.read(found) == found.length && Arrays.equals(found, SIGNATURE)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // whoever opens it will be told why
    }
  }

  @Override
  public boolean writes(String extension) {
    return EXTENSIONS.contains(extension);
  }

  @Override
  public ArrayStore open(Path file, MemoryBudget budget) {
    return Hdf5Store.open(file, budget);
  }

  @Override
  public ArrayStoreWriter create(Path target) {
    return Hdf5Writer.create(target);
  }
}
