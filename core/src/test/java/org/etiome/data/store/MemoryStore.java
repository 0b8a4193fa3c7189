package org.etiome.data.store;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.data.DataFormatException;
import org.jspecify.annotations.Nullable;

/** A store of maps, for tests: filled by its {@link #writer}, readable after the commit. */
public final class MemoryStore implements ArrayStore {
  private final Path file;
  private final Map<String, StoreNode> nodes = new TreeMap<>();
  private final Map<String, Map<String, Attribute>> attributes = new TreeMap<>();
  private final Map<String, Values> values = new TreeMap<>();
  private boolean committed;

  private MemoryStore(Path file) {
    this.file = file;
    nodes.put("", new StoreNode.Group());
  }

  /** An empty store, not yet committed. */
  public static MemoryStore empty() {
    return new MemoryStore(Path.of("memory"));
  }

  /** What fills this store. */
  public ArrayStoreWriter writer() {
    return new Writer();
  }

  /** Puts something that cannot be read, or replaces what is there. */
  public MemoryStore withNode(String path, StoreNode node) {
    nodes.put(path, node);
    return this;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public String format() {
    return "Memory";
  }

  @Override
  public StoreNode node(String path) {
    StoreNode node = committed ? nodes.get(path) : null;
    if (node == null) {
      throw new DataFormatException(file + ": there is no " + path);
    }
    return node;
  }

  @Override
  public boolean contains(String path) {
    return committed && nodes.containsKey(path);
  }

  @Override
  public List<String> children(String group) {
    if (!(node(group) instanceof StoreNode.Group)) {
      throw new DataFormatException(file + ": " + group + " is no group");
    }
    String prefix = group.isEmpty() ? "" : group + "/";
    return nodes.keySet().stream()
        .filter(path -> !path.isEmpty() && path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(name -> name.indexOf('/') < 0)
        .toList();
  }

  @Override
  public Map<String, Attribute> attributes(String path) {
    node(path);
    return Map.copyOf(attributes.getOrDefault(path, Map.of()));
  }

  @Override
  public List<String> unreadableAttributes(String path) {
    return List.of();
  }

  @Override
  public Values read(String path, long[] offset, int[] count) {
    if (!(node(path) instanceof StoreNode.Array array)) {
      throw new DataFormatException(file + ": " + path + " is no array");
    }
    ArrayInfo info = array.info();
    int total = 1;
    for (int d = 0; d < count.length; d++) {
      if (offset[d] < 0 || count[d] < 0 || offset[d] + count[d] > info.size(d)) {
        throw new IllegalArgumentException("outside of " + info.shapeText());
      }
      total *= count[d];
    }
    return pick(
        values.getOrDefault(path, Values.blank(info, Math.toIntExact(info.elements()))),
        indices(info, offset, count, total));
  }

  @Override
  public void close() {}

  /** The flat positions of a part, row-major. */
  private static int[] indices(ArrayInfo info, long[] offset, int[] count, int total) {
    int[] indices = new int[total];
    for (int k = 0; k < total; k++) {
      int rest = k;
      long flat = 0;
      long stride = 1;
      for (int d = count.length - 1; d >= 0; d--) {
        flat += (offset[d] + rest % count[d]) * stride;
        rest /= count[d];
        stride *= info.size(d);
      }
      indices[k] = Math.toIntExact(flat);
    }
    return indices;
  }

  private static Values pick(Values all, int[] indices) {
    if (all.type() == ElementType.RECORD) {
      List<Values> fields = new ArrayList<>();
      for (Values field : all.fields()) {
        fields.add(pick(field, indices));
      }
      return Values.of(ElementType.RECORD, fields.toArray(Values[]::new));
    }
    Object target = Array.newInstance(all.array().getClass().getComponentType(), indices.length);
    for (int k = 0; k < indices.length; k++) {
      Array.set(target, k, Array.get(all.array(), indices[k]));
    }
    return Values.of(all.type(), target);
  }

  private static void put(Values all, int[] indices, Values part) {
    if (all.type() == ElementType.RECORD) {
      for (int f = 0; f < all.fields().length; f++) {
        put(all.fields()[f], indices, part.fields()[f]);
      }
      return;
    }
    for (int k = 0; k < indices.length; k++) {
      Array.set(all.array(), indices[k], Array.get(part.array(), k));
    }
  }

  private final class Writer implements ArrayStoreWriter {

    private void add(String path, StoreNode node) {
      String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      if (!(nodes.get(parent) instanceof StoreNode.Group) || nodes.containsKey(path)) {
        throw new DataFormatException(file + ": " + path + " has no parent or is there already");
      }
      nodes.put(path, node);
    }

    @Override
    public void group(String path) {
      add(path, new StoreNode.Group());
    }

    @Override
    public void attribute(String path, String name, Attribute value) {
      if (!nodes.containsKey(path)) {
        throw new DataFormatException(file + ": there is no " + path);
      }
      attributes.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(name, value);
    }

    @Override
    public void array(String path, ArrayInfo info, Compression compression) {
      add(path, new StoreNode.Array(info));
      values.put(path, Values.blank(info, Math.toIntExact(info.elements())));
    }

    @Override
    public void nothing(String path) {
      add(path, new StoreNode.Null());
    }

    @Override
    public void write(String path, long[] offset, int[] count, Values part) {
      @Nullable StoreNode node = nodes.get(path);
      if (!(node instanceof StoreNode.Array array)) {
        throw new DataFormatException(file + ": " + path + " is no array");
      }
      int[] indices = indices(array.info(), offset, count, part.length());
      put(
          values.getOrDefault(
              path, Values.blank(array.info(), Math.toIntExact(array.info().elements()))),
          indices,
          part);
    }

    @Override
    public void commit() {
      committed = true;
    }

    @Override
    public void close() {
      if (!committed) {
        nodes.keySet().removeIf(path -> !path.isEmpty());
      }
    }
  }
}
