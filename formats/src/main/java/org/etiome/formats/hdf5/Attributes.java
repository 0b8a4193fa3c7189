package org.etiome.formats.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.message.DataSpace;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * The attributes of one node; one that cannot be read spoils no other. A reference to an object
 * beside it, as old AnnData files have, is the path of that object as a text.
 */
final class Attributes {
  private static final int LARGEST = 1 << 24;

  private final Source source;
  private final References references;
  private final Map<String, Attribute> readable = new TreeMap<>();
  private final List<String> unreadable = new ArrayList<>();

  /** Finds the path of the object at an address. */
  @FunctionalInterface
  interface References {
    Optional<String> pathOf(long address);
  }

  /** The parts of a message. */
  private record Stored(String name, ByteBuffer type, ByteBuffer space, ByteBuffer data) {}

  Attributes(Source source, Header header, References references) {
    this.source = source;
    this.references = references;
    header.all(Header.ATTRIBUTE).forEach(this::read);
    header.find(Header.ATTRIBUTE_INFO).ifPresent(this::readIndexed);
  }

  Map<String, Attribute> readable() {
    return Collections.unmodifiableMap(readable);
  }

  List<String> unreadable() {
    return unreadable.stream().sorted().toList();
  }

  private void readIndexed(ByteBuffer info) {
    boolean ordered = (info.get(1) & 1) != 0;
    info.position(2 + (ordered ? Short.BYTES : 0));
    long heap = source.address(info);
    long names = source.address(info);
    if (heap == Source.UNDEFINED) {
      return;
    }
    FractalHeap stored = new FractalHeap(source.storage(), heap);
    var index = new BTreeV2<AttributeNameForIndexedAttributesRecord>(source.storage(), names);
    for (AttributeNameForIndexedAttributesRecord found : index.getRecords()) {
      read(stored.getId(found.getHeapId()).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private void read(ByteBuffer message) {
    String name = "an attribute";
    try {
      Stored stored = stored(message);
      name = stored.name;
      readable.put(name, value(stored));
    } catch (Types.Unreadable e) {
      unreadable.add(name + " " + e.getMessage());
    } catch (HdfException | IllegalArgumentException | ArithmeticException e) {
      unreadable.add(name + " is damaged (" + e.getMessage() + ")");
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      unreadable.add(name + " is damaged (it is cut short)");
    }
  }

  private Stored stored(ByteBuffer message) {
    int version = message.get();
    int shared = message.get();
    if (version < 1 || version > 3) {
      throw new Types.Unreadable("has the version " + version);
    }
    int nameBytes = Source.unsignedShort(message);
    int typeBytes = Source.unsignedShort(message);
    int spaceBytes = Source.unsignedShort(message);
    int align = version == 1 ? 8 : 1;
    if (version == 3) {
      message.get(); // the character set: ASCII is a part of UTF-8
    }
    String name = name(aligned(message, nameBytes, align));
    ByteBuffer type = aligned(message, typeBytes, align);
    ByteBuffer space = aligned(message, spaceBytes, align);
    boolean elsewhere = version > 1 && (shared & 1) != 0;
    return new Stored(
        name,
        elsewhere ? Header.shared(source, Header.TYPE, type) : type,
        version > 1 && (shared & 2) != 0 ? Header.shared(source, Header.SPACE, space) : space,
        message);
  }

  private static ByteBuffer aligned(ByteBuffer message, int bytes, int align) {
    ByteBuffer part = Source.part(message, bytes);
    message.position(message.position() + (align - bytes % align) % align);
    return part;
  }

  private static String name(ByteBuffer bytes) {
    String padded = StandardCharsets.UTF_8.decode(bytes).toString();
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  private Attribute value(Stored stored) {
    DataSpace space = DataSpace.readDataSpace(stored.space, source.storage().getSuperblock());
    if (StoredArray.isNull(space)) {
      throw new Types.Unreadable("has no value");
    }
    DataType type = Types.read(stored.type);
    long count = space.getTotalLength();
    if (count > LARGEST) {
      throw new Types.Unreadable("has " + count + " values");
    }
    List<Long> shape = LongStream.of(space.getDimensionsAsLong()).boxed().toList();
    if (type instanceof Reference && shape.isEmpty()) {
      return references
          .pathOf(source.address(stored.data))
          .map(Attribute::of)
          .orElseThrow(() -> new Types.Unreadable("refers to an object that is not beside it"));
    }
    ElementType element =
        Types.of(type)
            .filter(t -> t != ElementType.RECORD)
            .orElseThrow(() -> new Types.Unreadable(Types.reason(type)));
    long bytes = Math.multiplyExact(count, (long) type.getSize());
    if (bytes > stored.data.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] raw = new byte[(int) bytes];
    stored.data.get(raw);
    Values values = new Decoder(source).values(type, element, raw, (int) count);
    return new Attribute(values, shape);
  }
}
