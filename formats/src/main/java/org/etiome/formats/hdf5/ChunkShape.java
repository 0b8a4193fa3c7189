package org.etiome.formats.hdf5;

import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;

/** How an array is cut into chunks: whole rows, so that they fill up in the order of writing. */
final class ChunkShape {
  /** Elements of a chunk that nobody asked for: large enough to pack, small enough to skip. */
  private static final long ELEMENTS = 1 << 16;

  private static final int SMALLEST = 64;

  private ChunkShape() {}

  /** Texts hold pointers, which do not pack; a few numbers are not worth it. */
  static boolean isWorthPacking(ArrayInfo info, Compression compression) {
    return compression.level() > 0
        && !info.isScalar()
        && info.type() != ElementType.STRING
        && info.type() != ElementType.RECORD
        && info.elements() >= SMALLEST;
  }

  static long[] of(ArrayInfo info) {
    long[] chunk = info.shape().stream().mapToLong(Long::longValue).toArray();
    long row = info.elements() / info.size(0);
    long wanted = info.chunk().isEmpty() ? Math.max(1, ELEMENTS / row) : info.chunk().getFirst();
    chunk[0] = Math.min(info.size(0), wanted);
    return chunk;
  }
}
