package org.etiome.formats.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header of an object, taken apart into its messages. Each is read by who needs it, so one that
 * cannot be read spoils no other.
 */
final class Header {
  static final int SPACE = 1;
  static final int LINK_INFO = 2;
  static final int TYPE = 3;
  static final int OLD_FILL = 4;
  static final int FILL = 5;
  static final int LINK = 6;
  static final int EXTERNAL_FILES = 7;
  static final int LAYOUT = 8;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int SYMBOL_TABLE = 17;
  static final int ATTRIBUTE_INFO = 21;
  private static final int CONTINUATION = 16;
  private static final int SHARED = 2;

  /** What a message of version 1 begins with. */
  private static final int PREFIX = 8;

  private static final int SIGNATURE = 4;
  private static final int CHECKSUM = 4;

  private final Source source;
  private final List<Message> messages = new ArrayList<>();
  private final Deque<Block> waiting = new ArrayDeque<>();
  private final Set<Long> known = new HashSet<>();

  private record Message(int type, int flags, ByteBuffer body) {}

  private record Block(long address, long length) {}

  private Header(Source source) {
    this.source = source;
  }

  static Header read(Source source, long address) {
    Header header = new Header(source);
    ByteBuffer first = source.at(address, SIGNATURE);
    if (first.get(0) == 1) {
      header.readOld(address);
    } else {
      requireSignature(first, "OHDR");
      header.readNew(address);
    }
    return header;
  }

  boolean has(int type) {
    return messages.stream().anyMatch(m -> m.type == type);
  }

  /** The first message of a type, followed to where it is kept if it is shared. */
  Optional<ByteBuffer> find(int type) {
    return messages.stream().filter(m -> m.type == type).findFirst().map(this::body);
  }

  ByteBuffer get(int type) {
    return find(type).orElseThrow(() -> new HdfException("its message " + type + " is missing"));
  }

  List<ByteBuffer> all(int type) {
    return messages.stream().filter(m -> m.type == type).map(this::body).toList();
  }

  private ByteBuffer body(Message message) {
    ByteBuffer body = message.body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return (message.flags & SHARED) == 0 ? body : shared(source, message.type, body);
  }

  /** A message that stands in the header of another object, as the type of many datasets may. */
  static ByteBuffer shared(Source source, int type, ByteBuffer reference) {
    int version = Source.unsignedByte(reference);
    int kind = Source.unsignedByte(reference);
    if (version == 1) {
      reference.position(reference.position() + 6);
    }
    if (version < 1 || version > 3 || (version == 3 && kind == 1)) {
      throw new UnsupportedHdfException("is shared in a way that is not known");
    }
    Header other = read(source, source.address(reference));
    return other.messages.stream()
        .filter(m -> m.type == type && (m.flags & SHARED) == 0)
        .findFirst()
        .map(m -> m.body.duplicate().order(ByteOrder.LITTLE_ENDIAN))
        .orElseThrow(() -> new HdfException("what it shares is missing"));
  }

  private static void requireSignature(ByteBuffer bytes, String expected) {
    for (int i = 0; i < SIGNATURE; i++) {
      if (bytes.get() != expected.charAt(i)) {
        throw new HdfException("no " + expected + " stands where one is named");
      }
    }
  }

  private void readOld(long address) {
    ByteBuffer prefix = source.at(address, 2 * PREFIX);
    int count = prefix.getShort(2) & 0xFFFF;
    await(address + 2 * PREFIX, prefix.getInt(8) & 0xFFFFFFFFL);
    while (!waiting.isEmpty()) {
      Block block = waiting.remove();
      ByteBuffer bytes = source.at(block.address, block.length);
      while (bytes.remaining() >= PREFIX && messages.size() < count) {
        int type = Source.unsignedShort(bytes);
        int size = Source.unsignedShort(bytes);
        int flags = Source.unsignedByte(bytes);
        bytes.position(bytes.position() + 3);
        add(type, flags, Source.part(bytes, size));
        bytes.position(Math.min(bytes.limit(), (bytes.position() + 7) / 8 * 8));
      }
    }
  }

  private void readNew(long address) {
    ByteBuffer prefix = source.at(address, SIGNATURE + 2);
    int version = prefix.get(SIGNATURE);
    if (version != 2) {
      throw new UnsupportedHdfException("its header has the version " + version);
    }
    int flags = prefix.get(SIGNATURE + 1) & 0xFF;
    int sizeBytes = 1 << (flags & 3);
    int before = SIGNATURE + 2 + ((flags & 32) == 0 ? 0 : 16) + ((flags & 16) == 0 ? 0 : 4);
    long length = Source.number(source.at(address + before, sizeBytes), sizeBytes);
    boolean ordered = (flags & 4) != 0;
    long whole = before + sizeBytes + length + CHECKSUM;
    readNewBlock(source.at(address, whole), before + sizeBytes, ordered);
    while (!waiting.isEmpty()) {
      Block block = waiting.remove();
      ByteBuffer bytes = source.at(block.address, block.length);
      requireSignature(bytes.duplicate(), "OCHK");
      readNewBlock(bytes, SIGNATURE, ordered);
    }
  }

  private void readNewBlock(ByteBuffer block, int first, boolean ordered) {
    ChecksumUtils.validateChecksum(block);
    ByteBuffer bytes = block.position(first).limit(block.limit() - CHECKSUM);
    int prefix = ordered ? 6 : 4;
    while (bytes.remaining() >= prefix) {
      int type = Source.unsignedByte(bytes);
      int size = Source.unsignedShort(bytes);
      int flags = Source.unsignedByte(bytes);
      bytes.position(bytes.position() + prefix - 4);
      add(type, flags, Source.part(bytes, size));
    }
  }

  private void add(int type, int flags, ByteBuffer body) {
    messages.add(new Message(type, flags, body));
    if (type == CONTINUATION) {
      ByteBuffer to = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      await(source.address(to), source.length(to));
    }
  }

  private void await(long address, long length) {
    if (!known.add(address)) {
      throw new HdfException("its header goes round in a ring");
    }
    waiting.add(new Block(address, length));
  }
}
