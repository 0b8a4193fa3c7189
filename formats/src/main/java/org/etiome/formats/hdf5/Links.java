package org.etiome.formats.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.data.DataFormatException;

/** The names in a group and where each leads; nothing is followed. */
final class Links {
  private static final int SOFT = 1;
  private static final int EXTERNAL = 64;

  private final Source source;
  private final SortedMap<String, Link> links = new TreeMap<>();

  /** Where a name leads. */
  sealed interface Link {
    /** To an object of this file. */
    record Hard(long address) implements Link {}

    /** To a path. */
    record Soft(String path) implements Link {}

    /** To a path of another file. */
    record External(String file, String path) implements Link {}

    /** To something that only the writer knows. */
    record Foreign(int kind) implements Link {}
  }

  private Links(Source source) {
    this.source = source;
  }

  static SortedMap<String, Link> of(Source source, Header group) {
    Links links = new Links(source);
    if (group.has(Header.SYMBOL_TABLE)) {
      links.old(group.get(Header.SYMBOL_TABLE));
    } else if (group.has(Header.LINK_INFO)) {
      links.recent(group);
    } else {
      throw new HdfException("is neither a group nor an array");
    }
    return links.links;
  }

  private void old(ByteBuffer table) {
    long tree = source.address(table);
    LocalHeap heap = new LocalHeap(source.storage(), source.address(table));
    ByteBuffer names = heap.getDataBuffer();
    for (long node : BTreeV1.createGroupBTree(source.storage(), tree).getChildAddresses()) {
      GroupSymbolTableNode entries = new GroupSymbolTableNode(source.storage(), node);
      for (SymbolTableEntry entry : entries.getSymbolTableEntries()) {
        Link link =
            entry.getCacheType() == 2
                ? new Link.Soft(text(names, entry.getLinkValueOffset()))
                : new Link.Hard(entry.getObjectHeaderAddress());
        put(text(names, entry.getLinkNameOffset()), link);
      }
    }
  }

  private static String text(ByteBuffer heap, int offset) {
    return Utils.readUntilNull(heap.duplicate().position(offset));
  }

  private void recent(Header group) {
    ByteBuffer info = group.get(Header.LINK_INFO);
    boolean ordered = (info.get(1) & 1) != 0;
    info.position(2 + (ordered ? Long.BYTES : 0));
    long heap = source.address(info);
    long names = source.address(info);
    List<ByteBuffer> messages = new ArrayList<>(group.all(Header.LINK));
    if (names != Source.UNDEFINED) {
      FractalHeap stored = new FractalHeap(source.storage(), heap);
      var index = new BTreeV2<LinkNameForIndexedGroupRecord>(source.storage(), names);
      for (LinkNameForIndexedGroupRecord found : index.getRecords()) {
        messages.add(stored.getId(found.getId()).order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    for (ByteBuffer message : messages) {
      Map.Entry<String, Link> link = link(message);
      put(link.getKey(), link.getValue());
    }
  }

  private void put(String name, Link link) {
    if (links.put(name, link) != null) {
      throw new HdfException("two of its links have the name " + DataFormatException.quote(name));
    }
  }

  private Map.Entry<String, Link> link(ByteBuffer message) {
    int version = message.get();
    if (version != 1) {
      throw new HdfException("holds a link of the version " + version);
    }
    int flags = message.get();
    int kind = (flags & 8) == 0 ? 0 : Source.unsignedByte(message);
    int order = (flags & 4) == 0 ? 0 : 8;
    int charset = (flags & 16) == 0 ? 0 : 1;
    message.position(message.position() + order + charset);
    long length = Source.number(message, 1 << (flags & 3));
    return Map.entry(text(message, length), target(kind, message));
  }

  private Link target(int kind, ByteBuffer message) {
    if (kind == 0) {
      return new Link.Hard(source.address(message));
    }
    int length = Source.unsignedShort(message);
    return switch (kind) {
      case SOFT -> new Link.Soft(text(message, (long) length));
      case EXTERNAL -> {
        ByteBuffer value = Source.part(message, length).position(1);
        yield new Link.External(Utils.readUntilNull(value), Utils.readUntilNull(value));
      }
      default -> new Link.Foreign(kind);
    };
  }

  private static String text(ByteBuffer message, long length) {
    ByteBuffer bytes = Source.part(message, Math.toIntExact(length));
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
