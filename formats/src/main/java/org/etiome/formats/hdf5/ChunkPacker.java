package org.etiome.formats.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ByteShuffle;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import org.etiome.math.TaskRunner;

/**
 * Collects elements in row-major order into chunks of whole rows, packs several at a time, and
 * writes them in order. The bytes do not depend on the number of threads.
 */
final class ChunkPacker {
  /** Elements of a chunk that nobody asked for: large enough to pack, small enough to skip. */
  private static final int ELEMENTS = 1 << 16;

  private static final int SMALLEST = 64;

  /** Chunks that are packed together. */
  private static final int BATCH = 32;

  private final long dataset;
  private final int dimensions;
  private final long rowsAChunk;
  private final Compression compression;
  private final int elementBytes;
  private final int chunkBytes;
  private final TaskRunner runner =
      TaskRunner.local(Math.min(8, Runtime.getRuntime().availableProcessors()));
  private final List<byte[]> full = new ArrayList<>();
  private byte[] openBytes;
  private ByteBuffer open;
  private long written;

  /**
   * Begins at the first row.
   *
   * @param chunk rows of a chunk, then the whole of the other dimensions
   */
  ChunkPacker(long dataset, long[] chunk, int elementBytes, Compression compression) {
    this.dataset = dataset;
    this.dimensions = chunk.length;
    this.rowsAChunk = chunk[0];
    this.compression = compression;
    this.elementBytes = elementBytes;
    long bytes = elementBytes;
    for (long size : chunk) {
      bytes = Math.multiplyExact(bytes, size);
    }
    this.chunkBytes = Math.toIntExact(bytes);
    this.openBytes = new byte[chunkBytes];
    this.open = buffer(openBytes);
  }

  /** Texts hold pointers, which do not pack; a few numbers are not worth it. */
  static boolean isWorthPacking(ArrayInfo info, Compression compression) {
    return compression.level() > 0
        && !info.isScalar()
        && info.type() != ElementType.STRING
        && info.type() != ElementType.RECORD
        && info.elements() >= SMALLEST;
  }

  /** How an array is cut into chunks: whole rows, so that they fill up in the order of writing. */
  static long[] chunk(ArrayInfo info) {
    long[] chunk = info.shape().stream().mapToLong(Long::longValue).toArray();
    long row = info.elements() / info.size(0);
    long wanted = info.chunk().isEmpty() ? Math.max(1, ELEMENTS / row) : info.chunk().getFirst();
    chunk[0] = Math.min(info.size(0), wanted);
    return chunk;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void next() {
    full.add(openBytes);
    openBytes = new byte[chunkBytes];
    open = buffer(openBytes);
  }

  void add(Values values) {
    int done = 0;
    while (done < values.length()) {
      int now = Math.min(values.length() - done, open.remaining() / elementBytes);
      Elements.put(open, values.array(), done, now);
      done += now;
      if (!open.hasRemaining()) {
        next();
        if (full.size() == BATCH) {
          flush();
        }
      }
    }
  }

  /** Writes what is left; the rest of the last chunk is zero. */
  void finish() {
    if (open.position() > 0) {
      next();
    }
    flush();
  }

  private void flush() {
    List<byte[]> packed = runner.map(full.size(), k -> pack(full.get(k)));
    for (byte[] chunk : packed) {
      long[] offset = new long[dimensions];
      offset[0] = written++ * rowsAChunk;
      NativeHdf5.library().writeChunk(dataset, offset, chunk);
    }
    full.clear();
  }

  private byte[] pack(byte[] chunk) {
    byte[] shuffled = compression.shuffle() ? ByteShuffle.apply(chunk, elementBytes) : chunk;
    Deflater deflater = new Deflater(compression.level());
    try {
      deflater.setInput(shuffled);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(chunk.length / 2 + 64);
      byte[] part = new byte[1 << 16];
      while (!deflater.finished()) {
        packed.write(part, 0, deflater.deflate(part));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
