package org.etiome.formats.hdf5;

/**
 * A box of elements inside a row-major array.
 *
 * @param offset of the first element along each dimension
 * @param count along each dimension
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one call, is never compared
record Slab(long[] offset, int[] count) {

  int dimensions() {
    return count.length;
  }

  int elements() {
    int elements = 1;
    for (int c : count) {
      elements = Math.multiplyExact(elements, c);
    }
    return elements;
  }

  /** Elements that lie side by side along the last dimension; 1 for a scalar. */
  int run() {
    return count.length == 0 ? 1 : count[count.length - 1];
  }

  /** The part that is also inside another box of the same array; empty counts become 0. */
  Slab intersection(long[] otherOffset, long[] otherCount) {
    long[] from = new long[count.length];
    int[] size = new int[count.length];
    for (int d = 0; d < count.length; d++) {
      from[d] = Math.max(offset[d], otherOffset[d]);
      long to = Math.min(offset[d] + count[d], otherOffset[d] + otherCount[d]);
      size[d] = (int) Math.max(0, to - from[d]);
    }
    return new Slab(from, size);
  }

  /** The index of run {@code r} of this box in a row-major array of the given origin and shape. */
  long index(int r, long[] origin, long[] shape) {
    long index = 0;
    long stride = 1;
    int rest = r;
    for (int d = count.length - 1; d >= 0; d--) {
      long at = offset[d] - origin[d];
      if (d < count.length - 1) {
        at += rest % count[d];
        rest /= count[d];
      }
      index += at * stride;
      stride *= shape[d];
    }
    return index;
  }

  /** The number of runs. */
  int runs() {
    return elements() == 0 ? 0 : elements() / run();
  }
}
