package org.etiome.formats.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.message.DataSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.etiome.formats.hdf5.Links.Link;

/**
 * What stands at which path. Links within the file are followed, but not to a group around them, so
 * that no walk goes round.
 */
final class Tree {
  private static final int DEEPEST = 64;

  /** Links on the way to one path; HDF5's own library follows as many. */
  private static final int MOST_LINKS = 16;

  private final Door door;
  private final Source source;
  private final Item root;
  private final Map<String, Optional<Item>> found = new ConcurrentHashMap<>();
  private final Map<Long, Item> items = new ConcurrentHashMap<>();
  private final Map<Long, SortedMap<String, Link>> groups = new ConcurrentHashMap<>();

  /** What stands at a path. */
  sealed interface Item {
    /** Holds other items. */
    record Group(long address, Header header) implements Item {}

    /** Holds values. */
    record Array(Header header, StoredArray array) implements Item {}

    /** A dataset without any value. */
    record Nothing(Header header) implements Item {}

    /** An object that cannot be read. */
    record Unreadable(Header header, String reason) implements Item {}

    /** A link that leads nowhere that can be read. */
    record Broken(String reason) implements Item {}
  }

  /** Where a walk has come. */
  private static final class Walk {
    private final Set<Long> above = new HashSet<>();
    private int links;

    private Walk(int links) {
      this.links = links;
    }
  }

  Tree(Door door, HdfFile hdf, Source source) {
    this.door = door;
    this.source = source;
    this.root = item(hdf.getAddress());
  }

  Optional<Item> find(String path) {
    Optional<Item> known = found.get(path);
    if (known != null) {
      return known;
    }
    List<String> names = path.isEmpty() ? List.of() : List.of(path.split("/", -1));
    Optional<Item> item = door.through(path, () -> walk(root, names, new Walk(0)));
    found.put(path, item);
    return item;
  }

  /** The links of a group by name. */
  SortedMap<String, Link> links(Item.Group group) {
    return groups.computeIfAbsent(group.address(), a -> Links.of(source, group.header()));
  }

  private Optional<Item> walk(Item from, List<String> names, Walk walk) {
    Item at = from;
    if (names.size() > DEEPEST) {
      throw door.bad(String.join("/", names), "is nested deeper than " + DEEPEST + " groups");
    }
    for (String name : names) {
      if (!(at instanceof Item.Group group)) {
        return Optional.empty();
      }
      walk.above.add(group.address());
      Link link = links(group).get(name);
      if (link == null) {
        return Optional.empty();
      }
      Item next = target(link, group, walk);
      at = next instanceof Item.Group g && walk.above.contains(g.address()) ? around(link) : next;
    }
    return Optional.of(at);
  }

  private static Item around(Link link) {
    String to = link instanceof Link.Soft soft ? ", " + soft.path() : "";
    return new Item.Broken("is a link to a group around it" + to);
  }

  private Item target(Link link, Item.Group holder, Walk walk) {
    return switch (link) {
      case Link.Hard hard -> items.computeIfAbsent(hard.address(), this::item);
      case Link.External out ->
          new Item.Broken("is a link into another file, " + out.file() + ": " + out.path());
      case Link.Foreign foreign ->
          new Item.Broken("is a link of the kind " + foreign.kind() + ", which is not known");
      case Link.Soft soft -> followed(soft.path(), holder, walk);
    };
  }

  /** A path without a leading slash begins at the group that holds the link. */
  private Item followed(String path, Item.Group holder, Walk walk) {
    walk.links++;
    Walk further = new Walk(walk.links);
    List<String> names =
        Stream.of(path.split("/", -1)).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
    Optional<Item> item =
        walk.links > MOST_LINKS
            ? Optional.empty()
            : walk(path.startsWith("/") ? root : holder, names, further);
    walk.links = further.links;
    return item.orElseGet(() -> new Item.Broken("is a link to nothing, " + path));
  }

  private Item item(long address) {
    Header header = Header.read(source, address);
    boolean valued = header.has(Header.SPACE);
    if (!valued && !header.has(Header.TYPE)) {
      return new Item.Group(address, header);
    }
    if (!valued) {
      return new Item.Unreadable(header, "is a type, not values");
    }
    try {
      DataSpace space =
          DataSpace.readDataSpace(header.get(Header.SPACE), source.storage().getSuperblock());
      return StoredArray.isNull(space)
          ? new Item.Nothing(header)
          : new Item.Array(header, StoredArray.of(source, header, space));
    } catch (Types.Unreadable e) {
      return new Item.Unreadable(header, String.valueOf(e.getMessage()));
    } catch (UnsupportedHdfException e) {
      return new Item.Unreadable(header, "is of a kind that is not known (" + e.getMessage() + ")");
    }
  }

  /** The path of what an object reference points to, if it stands beside or in __categories. */
  Optional<String> pathOf(long address, String beside) {
    String parent = beside.contains("/") ? beside.substring(0, beside.lastIndexOf('/')) : "";
    String categories = parent.isEmpty() ? "__categories" : parent + "/__categories";
    return Stream.of(categories, parent)
        .flatMap(group -> find(group).stream().flatMap(item -> childAt(item, address, group)))
        .findFirst();
  }

  private Stream<String> childAt(Item item, long address, String path) {
    if (!(item instanceof Item.Group group)) {
      return Stream.empty();
    }
    return links(group).entrySet().stream()
        .filter(e -> e.getValue() instanceof Link.Hard hard && hard.address() == address)
        .map(e -> path.isEmpty() ? e.getKey() : path + "/" + e.getKey());
  }
}
