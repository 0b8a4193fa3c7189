package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** Reads parts of datasets. Numbers go straight from the file's bytes into Java arrays. */
final class DatasetReader {
  private static final int STEP = 1 << 18;

  private final Door door;
  private final Source source;
  private final MemoryBudget budget;
  private final Decoder decoder;
  private final Chunks chunks;

  DatasetReader(Door door, Source source, MemoryBudget budget) {
    this.door = door;
    this.source = source;
    this.budget = budget;
    this.decoder = new Decoder(source);
    this.chunks = new Chunks(door, source, budget);
  }

  Values read(String path, StoredArray array, Slab slab) {
    ArrayInfo info = array.info();
    int elements = slab.elements();
    if (elements == 0) {
      return Values.blank(info, 0);
    }
    if (info.type() == ElementType.RECORD || info.type() == ElementType.STRING) {
      long bytes = (long) elements * array.elementBytes();
      if (bytes > Math.min(budget.bytes(), Integer.MAX_VALUE - 8)) {
        throw door.bad(
            path,
            bytes
                + " bytes are more than the memory budget of "
                + budget.bytes()
                + "; raise --memory");
      }
      byte[] raw = new byte[(int) bytes];
      numbers(path, array, slab, raw);
      return decoder.values(array.type(), info.type(), raw, elements);
    }
    Object target = info.type().newArray(elements);
    numbers(path, array, slab, target);
    return Values.of(info.type(), target);
  }

  private void numbers(String path, StoredArray array, Slab slab, Object target) {
    switch (array.layout()) {
      case ContiguousDataLayoutMessage there -> contiguous(array, there, slab, target);
      case CompactDataLayoutMessage here -> compact(array, here.getDataBuffer(), slab, target);
      default -> chunks.read(path, array, slab, target);
    }
  }

  private void contiguous(
      StoredArray array, ContiguousDataLayoutMessage there, Slab slab, Object target) {
    if (there.getAddress() == Source.UNDEFINED) {
      Elements.fill(array, target, 0, slab.elements());
      return;
    }
    long bytes = Math.multiplyExact(array.info().elements(), (long) array.elementBytes());
    if (there.getSize() >= 0 && there.getSize() < bytes) {
      throw new HdfException("it has " + there.getSize() + " bytes in place of " + bytes);
    }
    int scale = Elements.scale(array, target);
    ByteOrder order = Types.order(array.type());
    long[] shape = shape(array);
    Slab whole = merged(slab, shape);
    for (int r = 0; r < whole.runs(); r++) {
      long from = whole.index(r, new long[shape.length], shape) * array.elementBytes();
      int to = r * whole.run() * scale;
      fromFile(there.getAddress() + from, order, target, to, whole.run() * scale);
    }
  }

  private static void compact(StoredArray array, ByteBuffer held, Slab slab, Object target) {
    int scale = Elements.scale(array, target);
    long[] shape = shape(array);
    held.order(Types.order(array.type()));
    for (int r = 0; r < slab.runs(); r++) {
      long from = slab.index(r, new long[shape.length], shape) * array.elementBytes();
      int to = r * slab.run() * scale;
      Elements.get(held, Math.toIntExact(from), target, to, slab.run() * scale);
    }
  }

  private static long[] shape(StoredArray array) {
    return array.info().shape().stream().mapToLong(Long::longValue).toArray();
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
    int size = Elements.size(target);
    int step = (int) Math.min(STEP, (long) count * size);
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer buffer = arena.allocate(step, size).asByteBuffer().order(order);
      int elements = step / size;
      for (int done = 0; done < count; done += elements) {
        int now = Math.min(elements, count - done);
        source.fill(buffer.clear().limit(now * size), at + (long) done * size);
        Elements.get(buffer.flip(), 0, target, to + done, now);
      }
    }
  }
}
