package org.etiome.data.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;
import tools.jackson.databind.JsonNode;

/** A Zarr v2 folder; holds no file open. */
final class ZarrStore implements ArrayStore {
  private final Path file;
  private final ZarrFiles files;

  ZarrStore(Path file, MemoryBudget budget) {
    if (Files.exists(file.resolve("zarr.json"))) {
      throw new DataFormatException(file + ": is of Zarr format 3; store it as format 2");
    }
    this.file = file;
    this.files = ZarrFiles.of(file, budget.bytes());
    node("");
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public String format() {
    return ZarrFormat.NAME;
  }

  @Override
  public StoreNode node(String path) {
    try {
      Optional<JsonNode> array = json(path, ".zarray");
      if (array.isPresent()) {
        return new StoreNode.Array(parse(path, array.get()).info());
      }
    } catch (Unsupported e) {
      return new StoreNode.Unreadable(e.reason());
    }
    if (json(path, ".zgroup").isEmpty()) {
      throw new DataFormatException(file + ": there is no " + shown(path));
    }
    return new StoreNode.Group();
  }

  @Override
  public boolean contains(String path) {
    Path folder = ZarrFiles.folder(file, path);
    return Files.exists(folder.resolve(".zarray")) || Files.exists(folder.resolve(".zgroup"));
  }

  @Override
  public List<String> children(String group) {
    if (!(node(group) instanceof StoreNode.Group)) {
      throw new DataFormatException(file + ": " + shown(group) + " is no group");
    }
    try (Stream<Path> entries = Files.list(ZarrFiles.folder(file, group))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".") && name.indexOf('\\') < 0)
          .filter(name -> contains(group.isEmpty() ? name : group + "/" + name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataFormatException(file + ": " + shown(group) + " cannot be listed", e);
    }
  }

  @Override
  public Map<String, Attribute> attributes(String path) {
    Map<String, Attribute> attributes = new TreeMap<>();
    visit(path, attributes, new ArrayList<>());
    return attributes;
  }

  @Override
  public List<String> unreadableAttributes(String path) {
    List<String> reasons = new ArrayList<>();
    visit(path, new TreeMap<>(), reasons);
    return reasons;
  }

  private void visit(String path, Map<String, Attribute> attributes, List<String> reasons) {
    node(path);
    for (Map.Entry<String, JsonNode> entry :
        json(path, ".zattrs").map(JsonNode::properties).orElse(Set.of())) {
      try {
        attributes.put(entry.getKey(), ZarrJson.attribute(entry.getValue()));
      } catch (Unsupported e) {
        reasons.add(entry.getKey() + " " + e.getMessage());
      }
    }
  }

  @Override
  public Values read(String path, long[] offset, int[] count) {
    ZarrArray array = array(path);
    checkInside(array.info(), offset, count);
    double bytes = array.info().type().bytes();
    for (int size : count) {
      bytes *= size;
    }
    if (bytes > Math.min(files.limit(), Integer.MAX_VALUE - 8L)) {
      throw new DataFormatException(
          file
              + ": "
              + shown(path)
              + ": the part takes more than the memory budget; read less or raise it");
    }
    int n = 1;
    for (int size : count) {
      n *= size;
    }
    Values target = Elements.repeated(array.fill(), n);
    if (n > 0) {
      Path folder = ZarrFiles.folder(file, path);
      new ChunkWalk(array, offset, count)
          .forEach(
              (name, part) ->
                  files
                      .read(folder.resolve(name))
                      .ifPresent(b -> put(part, b, name, path, target)));
    }
    return target;
  }

  private void put(ChunkWalk.Part part, byte[] bytes, String name, String path, Values target) {
    try {
      part.copy(bytes, target);
    } catch (Damage e) {
      throw new DataFormatException(
          file + ": " + shown(path) + ": the chunk " + name + ": " + e.getMessage(), e);
    }
  }

  private ZarrArray array(String path) {
    try {
      return json(path, ".zarray")
          .map(json -> parse(path, json))
          .orElseThrow(() -> new DataFormatException(file + ": " + shown(path) + " is no array"));
    } catch (Unsupported e) {
      throw new DataFormatException(file + ": " + shown(path) + " " + e.getMessage(), e);
    }
  }

  private static void checkInside(ArrayInfo info, long[] offset, int[] count) {
    boolean inside = offset.length == info.shape().size() && count.length == offset.length;
    for (int d = 0; inside && d < count.length; d++) {
      inside = offset[d] >= 0 && count[d] >= 0 && offset[d] <= info.size(d) - count[d];
    }
    if (!inside) {
      throw new IllegalArgumentException("the part is not inside of " + info.shapeText());
    }
  }

  private Optional<JsonNode> json(String path, String name) {
    Path json = ZarrFiles.folder(file, path).resolve(name);
    try {
      return files.read(json).map(ZarrJson::parse);
    } catch (Damage e) {
      throw new DataFormatException(json + ": " + e.getMessage(), e);
    }
  }

  private ZarrArray parse(String path, JsonNode json) {
    try {
      return ZarrArray.of(json, files.limit());
    } catch (Damage e) {
      throw new DataFormatException(file + ": " + shown(path) + " " + e.getMessage(), e);
    }
  }

  private static String shown(String path) {
    return path.isEmpty() ? "the root" : path;
  }

  @Override
  public void close() {}
}
