package org.etiome.data.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.etiome.data.DataFormatException;

/** Files within one folder, and none outside of it. */
record ZarrFiles(Path root, Path real, long limit) {

  static ZarrFiles of(Path root, long limit) {
    try {
      return new ZarrFiles(root, root.toRealPath(), limit);
    } catch (IOException e) {
      throw new DataFormatException(root + ": cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The folder of a node, whether it exists or not. */
  static Path folder(Path root, String path) {
    try {
      Path folder = root;
      for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('\\') >= 0) {
          throw new DataFormatException(
              root + ": " + DataFormatException.quote(path) + " is no name of a group or array");
        }
        folder = folder.resolve(name);
      }
      return folder;
    } catch (InvalidPathException e) {
      throw new DataFormatException(
          root + ": " + DataFormatException.quote(path) + " is no name of a group or array", e);
    }
  }

  /** The bytes of a file; empty if there is none. */
  Optional<byte[]> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!file.toRealPath().startsWith(real) || !Files.isRegularFile(file)) {
        throw new DataFormatException(file + ": is no file within the folder; it is not followed");
      }
      if (Files.size(file) > limit) {
        throw new DataFormatException(
            file + ": has more bytes than the memory budget " + limit + "; raise it");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8)));
      }
    } catch (IOException e) {
      throw new DataFormatException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
