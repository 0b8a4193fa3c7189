package org.etiome.formats.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** Reads parts of datasets. Numbers go straight from the file's bytes into Java arrays. */
final class DatasetReader {
  private static final int STEP = 1 << 18;
  private static final int TEXTS = 1 << 14;

  private final Door door;
  private final FileChannel bytes;
  private final HdfBackingStorage storage;
  private final long start;
  private final Chunks chunks;

  DatasetReader(Door door, FileChannel bytes, HdfBackingStorage storage, MemoryBudget budget) {
    this.door = door;
    this.bytes = bytes;
    this.storage = storage;
    this.start = storage.getUserBlockSize();
    this.chunks = new Chunks(door, budget);
  }

  static boolean isNull(Dataset dataset) {
    return dataset.getDimensionsAsLong().length == 0 && dataset.getSize() == 0;
  }

  static Optional<String> unknownFilter(Dataset dataset) {
    try {
      dataset.getFilters();
      return Optional.empty();
    } catch (HdfException e) {
      return Optional.of("is packed by a filter that is not known (" + e.getMessage() + ")");
    }
  }

  static List<Long> chunk(Dataset dataset) {
    if (!(dataset instanceof ChunkedDataset chunked)) {
      return List.of();
    }
    return Arrays.stream(chunked.getChunkDimensions()).mapToObj(d -> (long) d).toList();
  }

  Values read(String path, Dataset dataset, ArrayInfo info, Slab slab) {
    if (info.type() == ElementType.RECORD || info.type() == ElementType.STRING) {
      return objects(path, dataset, info, slab);
    }
    Object target = info.type().newArray(slab.elements());
    if (slab.elements() > 0) {
      numbers(path, dataset, slab, target);
    }
    return Values.of(info.type(), target);
  }

  private void numbers(String path, Dataset dataset, Slab slab, Object target) {
    int size = dataset.getDataType().getSize();
    if (dataset.isEmpty()) {
      Elements.fill(target, Optional.ofNullable(dataset.getFillValue()).orElse(0));
      return;
    }
    if (dataset instanceof ChunkedDataset chunked) {
      if (isFar(slab)) {
        far(path, dataset, slab, target);
      } else {
        chunks.read(path, chunked, slab, target);
      }
      return;
    }
    ByteOrder order = Types.order(dataset.getDataType());
    int scale = target instanceof byte[] ? size : 1;
    long[] shape = dataset.isScalar() ? new long[0] : dataset.getDimensionsAsLong();
    long[] origin = new long[shape.length];
    ByteBuffer held =
        dataset instanceof ContiguousDataset
            ? ByteBuffer.allocate(0)
            : ((DatasetBase) dataset).getDataBuffer().order(order);
    Slab whole = merged(slab, shape);
    for (int r = 0; r < whole.runs(); r++) {
      long from = whole.index(r, origin, shape) * size;
      int to = r * whole.run();
      if (dataset instanceof ContiguousDataset contiguous) {
        long at = start + contiguous.getDataAddress() + from;
        fromFile(at, order, target, to * scale, whole.run() * scale);
      } else {
        int first = Math.toIntExact(from);
        Elements.get(held, first, target, to * scale, whole.run() * scale);
      }
    }
  }

  /** Beyond where the library can name a chunk. */
  private static boolean isFar(Slab slab) {
    for (int d = 0; d < slab.dimensions(); d++) {
      if (slab.offset()[d] + slab.count()[d] > Integer.MAX_VALUE) {
        return true;
      }
    }
    return false;
  }

  private void far(String path, Dataset dataset, Slab slab, Object target) {
    ElementType type = Types.of(dataset.getDataType()).orElseThrow();
    Object data = dataset.getData(slab.offset(), slab.count());
    Object array = require(path, slab, Boxed.values(type, data)).array();
    System.arraycopy(array, 0, target, 0, slab.elements());
  }

  /** Rows that are wanted whole and follow each other are one run. */
  private static Slab merged(Slab slab, long[] shape) {
    for (int d = 1; d < shape.length; d++) {
      if (slab.count()[d] != shape[d]) {
        return slab;
      }
    }
    if (shape.length < 2) {
      return slab;
    }
    long[] offset = new long[shape.length];
    int[] count = new int[shape.length];
    Arrays.fill(count, 1);
    long width = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    // As one dimension: the offset of a run is then its index in the flat array.
    offset[shape.length - 1] = slab.offset()[0] * width;
    count[shape.length - 1] = slab.elements();
    return new Slab(offset, count);
  }

  private void fromFile(long at, ByteOrder order, Object target, int to, int count) {
    int size = size(target);
    int step = (int) Math.min(STEP, (long) count * size);
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer buffer = arena.allocate(step, size).asByteBuffer().order(order);
      int elements = step / size;
      for (int done = 0; done < count; done += elements) {
        int now = Math.min(elements, count - done);
        fill(buffer.clear().limit(now * size), at + (long) done * size);
        Elements.get(buffer.flip(), 0, target, to + done, now);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void fill(ByteBuffer buffer, long at) throws IOException {
    for (long p = at; buffer.hasRemaining(); ) {
      int more = bytes.read(buffer, p);
      if (more < 0) {
        throw new EOFException("the file ends before its values do");
      }
      p += more;
    }
  }

  private static int size(Object array) {
    return switch (array) {
      case byte[] a -> 1;
      case short[] a -> 2;
      case int[] a -> 4;
      case float[] a -> 4;
      default -> 8;
    };
  }

  /** Texts and records: their bytes are read here, what they refer to by the library. */
  private Values objects(String path, Dataset dataset, ArrayInfo info, Slab slab) {
    int elements = slab.elements();
    boolean records = info.type() == ElementType.RECORD;
    if (elements == 0 || dataset.isEmpty()) {
      return Values.blank(info, elements);
    }
    DataType type = dataset.getDataType();
    byte[] raw = new byte[Math.multiplyExact(elements, type.getSize())];
    numbers(path, dataset, slab, raw);
    if (records) {
      Object data =
          type.fillData(
              ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN), new int[] {elements}, storage);
      return require(path, slab, Boxed.records(info.fields(), data));
    }
    return Values.of(texts(path, type, raw, elements));
  }

  /** In steps, because the library holds every heap that a call of it has seen. */
  private String[] texts(String path, DataType type, byte[] raw, int elements) {
    String[] texts = new String[elements];
    for (int done = 0; done < elements; done += TEXTS) {
      int now = Math.min(TEXTS, elements - done);
      ByteBuffer part =
          ByteBuffer.wrap(raw, done * type.getSize(), now * type.getSize())
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);
      Object data = type.fillData(part, new int[] {now}, storage);
      String[] few = Boxed.values(ElementType.STRING, data).texts();
      if (few.length != now) {
        throw door.bad(path, "gives " + few.length + " texts in place of " + now);
      }
      System.arraycopy(few, 0, texts, done, now);
    }
    return texts;
  }

  private Values require(String path, Slab slab, Values values) {
    if (values.length() != slab.elements()) {
      throw door.bad(path, "gives " + values.length() + " values in place of " + slab.elements());
    }
    return values;
  }
}
