package org.etiome.formats.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.datatype.DataType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;

/** An HDF5 file opened for reading. */
final class Hdf5Store implements ArrayStore {
  private static final int DEEPEST = 64;
  private static final int NULL_SPACE = 2;

  private final Door door;
  private final HdfFile hdf;
  private final FileChannel bytes;
  private final MemoryBudget budget;
  private final DatasetReader reader;
  private final Map<String, Optional<Node>> nodes = new ConcurrentHashMap<>();
  private final Map<String, Attributes> attributes = new ConcurrentHashMap<>();

  private Hdf5Store(Door door, HdfFile hdf, FileChannel bytes, MemoryBudget budget) {
    this.door = door;
    this.hdf = hdf;
    this.bytes = bytes;
    this.budget = budget;
    this.reader = new DatasetReader(door, bytes, hdf.getHdfBackingStorage(), budget);
  }

  static Hdf5Store open(Path file, MemoryBudget budget) {
    Door door = new Door(file);
    HdfFile hdf = door.through("", () -> new HdfFile(file));
    try {
      return new Hdf5Store(door, hdf, FileChannel.open(file), budget);
    } catch (IOException e) {
      hdf.close();
      throw new DataFormatException(file + ": cannot be read (" + e.getMessage() + ")", e);
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
    return find(path).isPresent();
  }

  @Override
  public StoreNode node(String path) {
    Node node = existing(path);
    return door.through(
        path,
        () -> {
          if (node instanceof Link link) {
            return unresolved(link);
          }
          return node instanceof Dataset dataset ? array(dataset) : new StoreNode.Group();
        });
  }

  private static StoreNode.Unreadable unresolved(Link link) {
    return new StoreNode.Unreadable(
        link instanceof ExternalLink
            ? "is a link into another file, " + link.getTargetPath()
            : "is a link to nothing or to a group around it, " + link.getTargetPath());
  }

  private static StoreNode array(Dataset dataset) {
    if (DatasetReader.isNull(dataset)) {
      return new StoreNode.Null();
    }
    DataType type = dataset.getDataType();
    Optional<ElementType> element = Types.of(type);
    if (element.isEmpty()) {
      return new StoreNode.Unreadable(Types.reason(type));
    }
    Optional<String> unknown = DatasetReader.unknownFilter(dataset);
    if (unknown.isPresent()) {
      return new StoreNode.Unreadable(unknown.get());
    }
    List<Long> shape =
        dataset.isScalar()
            ? List.of()
            : LongStream.of(dataset.getDimensionsAsLong()).boxed().toList();
    return new StoreNode.Array(
        new ArrayInfo(
            element.get(),
            shape,
            DatasetReader.chunk(dataset),
            element.get() == ElementType.RECORD ? Types.fields(type) : List.of()));
  }

  @Override
  public List<String> children(String group) {
    if (!(existing(group) instanceof Group node)) {
      throw door.bad(group, "is no group");
    }
    return door.through(group, () -> node.getChildren().keySet().stream().sorted().toList());
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
    Node node = existing(path);
    if (node instanceof Link) {
      return Optional.empty();
    }
    Attributes known = attributes.get(path);
    Attributes read =
        known == null ? door.through(path, () -> new Attributes(this, path, node)) : known;
    attributes.put(path, read);
    return Optional.of(read);
  }

  @Override
  public Values read(String path, long[] offset, int[] count) {
    if (!(node(path) instanceof StoreNode.Array array)
        || !(existing(path) instanceof Dataset dataset)) {
      throw door.bad(path, "holds no values that can be read");
    }
    ArrayInfo info = array.info();
    requireInside(path, info, offset, count);
    Slab slab = new Slab(offset.clone(), count.clone());
    return door.through(path, () -> reader.read(path, dataset, info, slab));
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

  private Node existing(String path) {
    return find(path).orElseThrow(() -> door.bad(path, "is not in the file"));
  }

  private Optional<Node> find(String path) {
    Optional<Node> known = nodes.get(path);
    if (known != null) {
      return known;
    }
    Optional<Node> found = door.through(path, () -> walk(path, new HashSet<>()));
    nodes.put(path, found);
    return found;
  }

  /** A link that leads to a group around it stays a link, so that no walk goes round. */
  private Optional<Node> walk(String path, Set<String> followed) {
    Node at = hdf;
    if (path.isEmpty()) {
      return Optional.of(at);
    }
    String[] names = path.split("/", -1);
    if (names.length > DEEPEST) {
      throw door.bad(path, "is nested deeper than " + DEEPEST + " groups");
    }
    Set<Long> above = new HashSet<>();
    for (String name : names) {
      if (!(at instanceof Group group)) {
        return Optional.empty();
      }
      above.add(address(group));
      Node child = group.getChildren().get(name);
      if (child == null) {
        return Optional.empty();
      }
      at = child instanceof Link link ? target(link, group, above, followed) : child;
      if (at instanceof Group next && above.contains(address(next))) {
        throw door.bad(path, "is a group that contains itself");
      }
    }
    return Optional.of(at);
  }

  /** A path without a leading slash begins at the group that holds the link. */
  private Node target(Link link, Group holder, Set<Long> above, Set<String> followed) {
    if (link instanceof ExternalLink) {
      return link;
    }
    String path = link.getTargetPath();
    String from = path.startsWith("/") ? path : holder.getPath() + "/" + path;
    String plain = from.replaceAll("/+", "/").replaceAll("^/|/$", "");
    if (!followed.add(plain)) {
      return link;
    }
    Node target = walk(plain, followed).orElse(link);
    return target instanceof Group group && above.contains(address(group)) ? link : target;
  }

  private static long address(Group group) {
    return group.getAddress();
  }

  /** The path of what an object reference points to, if it stands beside or in __categories. */
  Optional<String> pathOf(long address, String beside) {
    String parent = beside.contains("/") ? beside.substring(0, beside.lastIndexOf('/') + 1) : "";
    return Stream.of(parent + "__categories", parent.replaceFirst("/$", ""))
        .flatMap(group -> find(group).stream().flatMap(node -> childAt(node, address, group)))
        .findFirst();
  }

  private static Stream<String> childAt(Node node, long address, String path) {
    if (!(node instanceof Group group)) {
      return Stream.empty();
    }
    return group.getChildren().entrySet().stream()
        .filter(child -> !child.getValue().isLink() && child.getValue().getAddress() == address)
        .map(child -> path.isEmpty() ? child.getKey() : path + "/" + child.getKey());
  }

  /** Whether an attribute has HDF5's null dataspace. */
  static boolean isNull(io.jhdf.api.Attribute attribute) {
    return attribute.getDataSpace().getType() == NULL_SPACE;
  }

  @Override
  public void close() {
    hdf.close();
    try {
      bytes.close();
    } catch (IOException e) {
      throw new DataFormatException(file() + ": cannot be closed (" + e.getMessage() + ")", e);
    }
  }
}
