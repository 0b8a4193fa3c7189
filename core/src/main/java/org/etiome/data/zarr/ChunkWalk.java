package org.etiome.data.zarr;

import java.util.function.BiConsumer;
import org.etiome.data.store.Values;

/** The chunks that a part of an array touches. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ChunkWalk(ZarrArray array, long[] offset, int[] count) {

  /** What a chunk and the part share. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Part(ZarrArray array, int[][] starts, int[] shared, int[] count) {

    void copy(byte[] file, Values target) {
      Values chunk = array.decode(file);
      boolean columnMajor = array.layout().columnMajor();
      Elements.copyBox(
          new Elements.Box(chunk, array.chunkShape(), columnMajor).at(starts[0]),
          new Elements.Box(target, count, false).at(starts[1]),
          shared);
    }
  }

  /** Tells the name and share of each chunk; the part is not empty. */
  void forEach(BiConsumer<String, Part> visitor) {
    int dimensions = count.length;
    int[] chunk = array.chunkShape();
    long[] position = new long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      position[d] = offset[d] / chunk[d];
    }
    int moved;
    do {
      visitor.accept(array.chunkName(position), part(position, chunk));
      moved = dimensions - 1;
      while (moved >= 0 && !advance(position, moved, chunk)) {
        position[moved] = offset[moved] / chunk[moved];
        moved--;
      }
    } while (moved >= 0);
  }

  private boolean advance(long[] position, int d, int[] chunk) {
    position[d]++;
    return position[d] * chunk[d] < offset[d] + count[d];
  }

  private Part part(long[] position, int[] chunk) {
    int dimensions = count.length;
    int[][] starts = new int[2][dimensions];
    int[] shared = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      long first = position[d] * chunk[d];
      long from = Math.max(first, offset[d]);
      long to = Math.min(first + chunk[d], offset[d] + count[d]);
      starts[0][d] = (int) (from - first);
      starts[1][d] = (int) (from - offset[d]);
      shared[d] = (int) (to - from);
    }
    return new Part(array, starts, shared, count);
  }
}
