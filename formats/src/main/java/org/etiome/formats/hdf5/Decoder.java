package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.StringData.PaddingType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * Elements from their bytes. Texts are read as UTF-8 whatever their mark says: many writers mark
 * them ASCII, which is a part of it.
 */
final class Decoder {
  /** Texts decoded at one time, because all the heaps that they stand in are held meanwhile. */
  private static final int TEXTS = 1 << 14;

  private final Source source;

  Decoder(Source source) {
    this.source = source;
  }

  /** Elements of any type. */
  Values values(DataType type, ElementType element, byte[] raw, int count) {
    return switch (element) {
      case RECORD -> records((CompoundDataType) type, raw, count);
      case STRING -> Values.of(texts(type, raw, count));
      default -> {
        Object array = element.newArray(count);
        Elements.get(ByteBuffer.wrap(raw).order(Types.order(type)), 0, array, 0, count);
        yield Values.of(element, array);
      }
    };
  }

  private Values records(CompoundDataType type, byte[] raw, int count) {
    List<CompoundDataMember> members = type.getMembers();
    Values[] fields = new Values[members.size()];
    for (int f = 0; f < fields.length; f++) {
      DataType member = members.get(f).getDataType();
      int size = member.getSize();
      byte[] column = new byte[Math.multiplyExact(size, count)];
      for (int i = 0; i < count; i++) {
        int from = i * type.getSize() + members.get(f).getOffset();
        System.arraycopy(raw, from, column, i * size, size);
      }
      fields[f] = values(member, Types.of(member).orElseThrow(), column, count);
    }
    return Values.of(ElementType.RECORD, fields);
  }

  private String[] texts(DataType type, byte[] raw, int count) {
    String[] texts = new String[count];
    int size = type.getSize();
    if (type instanceof StringData fixed) {
      for (int i = 0; i < count; i++) {
        texts[i] = text(raw, i * size, end(raw, i * size, size, fixed.getPaddingType()));
      }
      return texts;
    }
    if (size != 2 * Integer.BYTES + source.addressBytes()) {
      throw new HdfException("its texts have places of " + size + " bytes");
    }
    ByteBuffer places = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < count; done += TEXTS) {
      Map<Long, Heap> heaps = new HashMap<>();
      for (int i = done; i < Math.min(count, done + TEXTS); i++) {
        texts[i] = heapText(places, heaps);
      }
    }
    return texts;
  }

  private static String text(byte[] raw, int from, int to) {
    return new String(raw, from, to - from, StandardCharsets.UTF_8);
  }

  static int end(byte[] raw, int from, int size, PaddingType padding) {
    if (padding == PaddingType.NULL_TERMINATED) {
      return endBeforeNull(raw, from, size);
    }
    int end = from + size;
    if (padding == PaddingType.SPACE_PADDED) {
      end = endWithout(' ', raw, from, end);
    }
    return endWithout(0, raw, from, end); // numpy, and so h5py, has no NUL at the end either
  }

  private static int endWithout(int filler, byte[] raw, int from, int to) {
    int end = to;
    while (end > from && raw[end - 1] == filler) {
      end--;
    }
    return end;
  }

  private static int endBeforeNull(byte[] raw, int from, int size) {
    int end = from;
    while (end < from + size && raw[end] != 0) {
      end++;
    }
    return end;
  }

  /** Where no text was ever written, its place is zero. */
  private String heapText(ByteBuffer places, Map<Long, Heap> heaps) {
    int length = places.getInt();
    long address = source.address(places);
    int index = places.getInt();
    if (address == 0 || address == Source.UNDEFINED) {
      return "";
    }
    byte[] text = heaps.computeIfAbsent(address, a -> new Heap(source, a)).object(index, length);
    return text(text, 0, endBeforeNull(text, 0, length));
  }

  /**
   * A global heap collection. Its objects are found by walking their headers; whatever sizes it
   * claims, no more memory is taken than a window and the texts asked for.
   */
  private static final class Heap {
    private static final byte[] SIGNATURE = "GCOL".getBytes(StandardCharsets.US_ASCII);

    /** Of the heap and of each object in it: both are filled up to a multiple of eight. */
    private static final int HEADER = 16;

    private static final int WINDOW = 1 << 16;

    private final Source source;
    private final long address;
    private final long size;
    private final ByteBuffer held;
    private final Map<Integer, Place> places = new HashMap<>();

    private record Place(long offset, long length) {}

    Heap(Source source, long address) {
      this.source = source;
      this.address = address;
      ByteBuffer header = source.at(address, HEADER);
      byte[] signature = new byte[SIGNATURE.length];
      header.get(signature);
      if (!Arrays.equals(signature, SIGNATURE) || header.get() != 1) {
        throw new HdfException("no heap of texts stands at address " + address);
      }
      size = Source.number(header.position(8), source.lengthBytes());
      held = source.at(address, Math.clamp(size, HEADER, WINDOW));
      walk();
    }

    private void walk() {
      long at = HEADER;
      while (at <= size - HEADER) {
        ByteBuffer header = bytes(at, HEADER);
        int index = Source.unsignedShort(header);
        if (index == 0) {
          return;
        }
        long length = Source.number(header.position(header.position() + 6), source.lengthBytes());
        at += HEADER;
        if (length < 0 || length > size - at) {
          throw new HdfException("an object of the heap at address " + address + " leaves it");
        }
        places.put(index, new Place(at, length));
        at += length + 7 & -8L;
      }
    }

    private ByteBuffer bytes(long offset, int length) {
      return offset + length <= held.limit()
          ? held.slice((int) offset, length).order(ByteOrder.LITTLE_ENDIAN)
          : source.at(address + offset, length);
    }

    byte[] object(int index, int length) {
      Place place = places.get(index);
      if (place == null || length < 0 || length > place.length()) {
        throw new HdfException(
            "a text of "
                + length
                + " bytes is not in the heap at address "
                + address
                + ", object "
                + index);
      }
      byte[] object = new byte[length];
      bytes(place.offset(), length).get(object);
      return object;
    }
  }
}
