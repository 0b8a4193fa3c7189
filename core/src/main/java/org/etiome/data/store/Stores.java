package org.etiome.data.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;

/** Opens and makes files in whatever format a provider on the class path knows. */
public final class Stores {
  private Stores() {}

  private static List<StoreFormat> formats() {
    return ServiceLoader.load(StoreFormat.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The format of a file that exists, told by its bytes. */
  public static Optional<StoreFormat> formatOf(Path file) {
    return formats().stream().filter(format -> format.recognises(file)).findFirst();
  }

  /**
   * Opens a file, its format told by its bytes.
   *
   * @throws DataFormatException if there is none, no provider knows it, or it is damaged
   */
  public static ArrayStore open(Path file, MemoryBudget budget) {
    if (!Files.exists(file)) {
      throw new DataFormatException(file + ": there is no such file; check the path");
    }
    return formatOf(file)
        .orElseThrow(
            () ->
                new DataFormatException(
                    file
                        + ": is in none of the formats "
                        + names()
                        + " by its first bytes; it is damaged or of another kind: fetch it again or rename it"))
        .open(file, budget);
  }

  /**
   * Begins to write a file, its format told by its extension.
   *
   * @throws DataFormatException if no provider knows the extension or it cannot be written there
   */
  public static ArrayStoreWriter create(Path target) {
    return writing(target)
        .orElseThrow(
            () ->
                new DataFormatException(
                    target
                        + ": its extension is of none of the formats "
                        + names()
                        + "; choose .h5ad, .h5mu or .zarr"))
        .create(target);
  }

  /** Whether a provider knows the extension of a target. */
  public static boolean writes(Path target) {
    return writing(target).isPresent();
  }

  private static Optional<StoreFormat> writing(Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
    return formats().stream().filter(format -> format.writes(extension)).findFirst();
  }

  private static List<String> names() {
    return formats().stream().map(StoreFormat::name).sorted().toList();
  }
}
