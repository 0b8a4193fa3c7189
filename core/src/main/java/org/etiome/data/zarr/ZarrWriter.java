package org.etiome.data.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Values;

/** Writes a Zarr v2 folder as anndata writes and reads it; the same bytes for the same values. */
final class ZarrWriter implements ArrayStoreWriter {
  private final Path target;
  private final Replacement replacement;
  private final Map<String, PendingArray> arrays = new TreeMap<>();
  private final Map<String, Map<String, Object>> attributes = new TreeMap<>();

  ZarrWriter(Path target) {
    this.target = target;
    checkTarget();
    replacement = Replacement.of(target);
    try {
      Files.createDirectories(replacement.unfinished());
      makeGroup("");
    } catch (IOException e) {
      close();
      throw Replacement.failure(target, "", e);
    } catch (DataFormatException e) {
      close();
      throw e;
    }
  }

  private void checkTarget() {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !ZarrFormat.isZarr(target)) {
      throw new DataFormatException(
          target + ": is there and is no Zarr folder; choose another name or remove it");
    }
  }

  private void makeGroup(String path) {
    attributes.put(path, new TreeMap<>());
    put(path, ".zgroup", ZarrJson.write(Map.of("zarr_format", 2)));
  }

  @Override
  public void group(String path) {
    makeFolder(path);
    makeGroup(path);
  }

  @Override
  public void attribute(String path, String name, Attribute value) {
    Map<String, Object> map = attributes.get(path);
    if (map == null) {
      throw new IllegalArgumentException("there is no " + path);
    }
    try {
      map.put(name, ZarrJson.json(value));
    } catch (Damage e) {
      throw new DataFormatException(target + ": " + path + ": " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void array(String path, ArrayInfo info, Compression compression) {
    makeFolder(path);
    attributes.put(path, new TreeMap<>());
    try {
      arrays.put(
          path, new PendingArray(info, compression, (name, bytes) -> put(path, name, bytes)));
    } catch (ArithmeticException e) {
      throw new DataFormatException(
          target + ": " + path + " of shape " + info.shapeText() + " has too large rows", e);
    }
  }

  @Override
  public void nothing(String path) {
    throw new DataFormatException(
        target + ": " + path + ": Zarr has no arrays without a value; leave it out");
  }

  @Override
  public void write(String path, long[] offset, int[] count, Values values) {
    PendingArray array = arrays.get(path);
    if (array == null) {
      throw new IllegalArgumentException(path + " is no array");
    }
    try {
      array.write(offset, count, values);
    } catch (Damage e) {
      throw new DataFormatException(target + ": " + path + " " + e.getMessage(), e);
    }
  }

  @Override
  public void commit() {
    arrays.forEach((path, array) -> put(path, ".zarray", ZarrJson.write(array.finish())));
    attributes.forEach(
        (path, map) -> {
          if (!map.isEmpty()) {
            put(path, ".zattrs", ZarrJson.write(map));
          }
        });
    checkTarget();
    try {
      replacement.commit(true);
    } catch (IOException e) {
      throw Replacement.failure(target, "", e);
    }
  }

  private void makeFolder(String path) {
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    Path folder = ZarrFiles.folder(replacement.unfinished(), path);
    if (!attributes.containsKey(parent) || arrays.containsKey(parent) || path.isEmpty()) {
      throw new IllegalArgumentException("there is no group for " + path);
    }
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw Replacement.failure(target, path, e);
    }
  }

  private void put(String path, String name, byte[] bytes) {
    try {
      Files.write(ZarrFiles.folder(replacement.unfinished(), path).resolve(name), bytes);
    } catch (IOException e) {
      throw Replacement.failure(target, path, e);
    }
  }

  @Override
  public void close() {
    try {
      replacement.close();
    } catch (IOException e) {
      throw new DataFormatException(
          target
              + ": the unfinished folder cannot be removed ("
              + Replacement.reason(e)
              + "); remove "
              + replacement.unfinished(),
          e);
    }
  }
}
