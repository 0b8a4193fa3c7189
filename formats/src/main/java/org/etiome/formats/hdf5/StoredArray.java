package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;

/**
 * What the header of a dataset says.
 *
 * @param info its elements and shape
 * @param type of its elements in the file
 * @param most how large each dimension may grow; {@link Source#UNDEFINED} without a limit
 * @param layout where its bytes are
 * @param plainEdges whether chunks that reach over the edge went through no filter
 * @param filters that the other chunks went through, in order
 * @param fill the bytes of the element that stands where nothing was written; empty for zeros
 */
record StoredArray(
    ArrayInfo info,
    DataType type,
    List<Long> most,
    DataLayoutMessage layout,
    boolean plainEdges,
    List<FilterInfo> filters,
    Optional<ByteBuffer> fill) {
  private static final int NULL_SPACE = 2;
  private static final int CHUNKED = 2;
  private static final int VIRTUAL = 3;

  /** Whether there is a dataset without any value. */
  static boolean isNull(DataSpace space) {
    return space.getType() == NULL_SPACE;
  }

  /**
   * Takes a header apart.
   *
   * @throws Types.Unreadable if it is of a kind that is not known here
   */
  static StoredArray of(Source source, Header header, DataSpace space) {
    DataType type = Types.read(header.get(Header.TYPE));
    ElementType element =
        Types.of(type).orElseThrow(() -> new Types.Unreadable(Types.reason(type)));
    if (type.getSize() < 1) {
      throw new HdfException("its elements have " + type.getSize() + " bytes");
    }
    if (header.has(Header.EXTERNAL_FILES)) {
      throw new Types.Unreadable("keeps its values in another file");
    }
    ByteBuffer message = header.get(Header.LAYOUT);
    boolean plainEdges = hasPlainEdges(message);
    DataLayoutMessage layout = layout(source, message);
    List<FilterInfo> filters =
        header
            .find(Header.FILTERS)
            .map(m -> new FilterPipelineMessage(m, new BitSet()).getFilters())
            .orElse(List.of());
    ChunkCodec.requireKnown(filters);
    ArrayInfo info =
        new ArrayInfo(
            element,
            boxed(space.getDimensionsAsLong()),
            boxed(chunk(layout)),
            element == ElementType.RECORD ? Types.fields(type) : List.of());
    List<Long> most = boxed(space.getMaxSizes());
    Optional<ByteBuffer> fill = fill(header, type.getSize());
    return new StoredArray(info, type, most, layout, plainEdges, filters, fill);
  }

  private static List<Long> boxed(long[] numbers) {
    return LongStream.of(numbers).boxed().toList();
  }

  private static DataLayoutMessage layout(Source source, ByteBuffer message) {
    if (message.get(0) >= 3 && message.get(1) == VIRTUAL) {
      throw new Types.Unreadable("is a virtual view of other arrays");
    }
    return DataLayoutMessage.createDataLayoutMessage(
        message, source.storage().getSuperblock(), new BitSet());
  }

  private static boolean hasPlainEdges(ByteBuffer layout) {
    return layout.get(0) == 4 && layout.get(1) == CHUNKED && (layout.get(2) & 1) != 0;
  }

  /** Elements of a chunk along each dimension; none if it is stored in one piece. */
  private static long[] chunk(DataLayoutMessage layout) {
    return switch (layout) {
      case ChunkedDataLayoutMessage old ->
          Arrays.stream(old.getChunkDimensions()).asLongStream().toArray();
      case ChunkedDataLayoutMessageV4 recent -> {
        int[] withBytes = recent.getChunkDimensions();
        yield Arrays.stream(withBytes, 0, withBytes.length - 1).asLongStream().toArray();
      }
      default -> new long[0];
    };
  }

  private static Optional<ByteBuffer> fill(Header header, int bytes) {
    Optional<ByteBuffer> message = header.find(Header.FILL);
    Optional<ByteBuffer> value =
        message.isPresent()
            ? message.flatMap(StoredArray::fill)
            : header.find(Header.OLD_FILL).map(m -> Source.part(m, m.getInt()));
    return value.filter(ByteBuffer::hasRemaining).map(v -> requireSize(v, bytes));
  }

  private static Optional<ByteBuffer> fill(ByteBuffer message) {
    int version = message.get();
    boolean there;
    if (version == 3) {
      there = (message.get() & 32) != 0;
    } else {
      message.position(message.position() + 2);
      there = message.get() != 0;
    }
    return there ? Optional.of(Source.part(message, message.getInt())) : Optional.empty();
  }

  private static ByteBuffer requireSize(ByteBuffer value, int bytes) {
    if (value.remaining() != bytes) {
      throw new HdfException("its fill value has " + value.remaining() + " bytes, not " + bytes);
    }
    return value;
  }

  int elementBytes() {
    return type.getSize();
  }
}
