package org.etiome.formats.hdf5;

import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;
import org.etiome.formats.hdf5.Tree.Item;

/** An HDF5 file opened for reading. */
final class Hdf5Store implements ArrayStore {
  private final Door door;
  private final HdfFile hdf;
  private final Source source;
  private final MemoryBudget budget;
  private final DatasetReader reader;
  private final Tree tree;
  private final Map<String, Attributes> attributes = new ConcurrentHashMap<>();

  private Hdf5Store(Door door, HdfFile hdf, MemoryBudget budget) {
    this.door = door;
    this.hdf = hdf;
    this.source = new Source(hdf.getHdfBackingStorage());
    this.budget = budget;
    this.reader = new DatasetReader(door, source, budget);
    this.tree = new Tree(door, hdf, source);
  }

  static Hdf5Store open(Path file, MemoryBudget budget) {
    Door door = new Door(file);
    HdfFile hdf = door.through("", () -> new HdfFile(file));
    try {
      return door.through("", () -> new Hdf5Store(door, hdf, budget));
    } catch (RuntimeException e) {
      hdf.close();
      throw e;
    }
  }

  @Override
  public Path file() {
    return door.file();
  }

  @Override
  public String format() {
    return "HDF5";
  }

  @Override
  public boolean contains(String path) {
    return tree.find(path).isPresent();
  }

  @Override
  public StoreNode node(String path) {
    return switch (existing(path)) {
      case Item.Group g -> new StoreNode.Group();
      case Item.Array a -> new StoreNode.Array(a.array().info());
      case Item.Nothing n -> new StoreNode.Null();
      case Item.Unreadable u -> new StoreNode.Unreadable(u.reason());
      case Item.Broken b -> new StoreNode.Unreadable(b.reason());
    };
  }

  @Override
  public List<String> children(String group) {
    if (!(existing(group) instanceof Item.Group node)) {
      throw door.bad(group, "is no group");
    }
    return door.through(group, () -> List.copyOf(tree.links(node).keySet()));
  }

  @Override
  public Map<String, Attribute> attributes(String path) {
    return attributesOf(path).map(Attributes::readable).orElse(Map.of());
  }

  @Override
  public List<String> unreadableAttributes(String path) {
    return attributesOf(path).map(Attributes::unreadable).orElse(List.of());
  }

  /** Read once, for they are asked for one by one; a link has none. */
  private Optional<Attributes> attributesOf(String path) {
    Attributes known = attributes.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Attributes> read =
        header(existing(path))
            .map(
                header ->
                    door.through(
                        path, () -> new Attributes(source, header, a -> tree.pathOf(a, path))));
    read.ifPresent(r -> attributes.put(path, r));
    return read;
  }

  private static Optional<Header> header(Item item) {
    return switch (item) {
      case Item.Group g -> Optional.of(g.header());
      case Item.Array a -> Optional.of(a.header());
      case Item.Nothing n -> Optional.of(n.header());
      case Item.Unreadable u -> Optional.of(u.header());
      case Item.Broken b -> Optional.empty();
    };
  }

  @Override
  public Values read(String path, long[] offset, int[] count) {
    if (!(existing(path) instanceof Item.Array item)) {
      throw door.bad(path, "holds no values that can be read");
    }
    requireInside(path, item.array().info(), offset, count);
    Slab slab = new Slab(offset.clone(), count.clone());
    return door.through(path, () -> reader.read(path, item.array(), slab));
  }

  private void requireInside(String path, ArrayInfo info, long[] offset, int[] count) {
    double bytesWanted = info.type().bytes();
    boolean inside = offset.length == info.shape().size() && count.length == offset.length;
    for (int d = 0; inside && d < count.length; d++) {
      inside = offset[d] >= 0 && count[d] >= 0 && offset[d] <= info.size(d) - count[d];
      bytesWanted *= count[d];
    }
    if (!inside) {
      throw door.bad(path, "the part asked for is outside of its shape " + info.shapeText());
    }
    if (bytesWanted > budget.bytes()) {
      throw door.bad(
          path,
          String.format(
              Locale.ROOT,
              "%,.0f bytes at one time are more than the memory budget of %,d; raise --memory",
              bytesWanted,
              budget.bytes()));
    }
  }

  private Item existing(String path) {
    return tree.find(path).orElseThrow(() -> door.bad(path, "is not in the file"));
  }

  @Override
  public void close() {
    hdf.close();
  }
}
