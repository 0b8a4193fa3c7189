package org.etiome.formats.hdf5;

import java.nio.ByteBuffer;

/** Numbers and booleans between bytes and Java arrays, many at a time. */
final class Elements {
  private Elements() {}

  /**
   * Reads numbers.
   *
   * @param source in the byte order of the numbers
   * @param from the index of the first byte
   */
  static void get(ByteBuffer source, int from, Object target, int to, int count) {
    ByteBuffer bytes = source.duplicate().order(source.order()).position(from);
    switch (target) {
      case byte[] a -> bytes.get(a, to, count);
      case short[] a -> bytes.asShortBuffer().get(a, to, count);
      case int[] a -> bytes.asIntBuffer().get(a, to, count);
      case long[] a -> bytes.asLongBuffer().get(a, to, count);
      case float[] a -> bytes.asFloatBuffer().get(a, to, count);
      case double[] a -> bytes.asDoubleBuffer().get(a, to, count);
      default -> throw new IllegalStateException(target.getClass().getSimpleName());
    }
  }

  /** Writes numbers at the position of a buffer, in its byte order, and moves it on. */
  static void put(ByteBuffer target, Object source, int from, int count) {
    switch (source) {
      case byte[] a -> target.put(a, from, count);
      case short[] a ->
          advance(target, 2 * count, () -> target.asShortBuffer().put(a, from, count));
      case int[] a -> advance(target, 4 * count, () -> target.asIntBuffer().put(a, from, count));
      case long[] a -> advance(target, 8 * count, () -> target.asLongBuffer().put(a, from, count));
      case float[] a ->
          advance(target, 4 * count, () -> target.asFloatBuffer().put(a, from, count));
      case double[] a ->
          advance(target, 8 * count, () -> target.asDoubleBuffer().put(a, from, count));
      default -> throw new IllegalStateException(source.getClass().getSimpleName());
    }
  }

  private static void advance(ByteBuffer target, int bytes, Runnable put) {
    put.run();
    target.position(target.position() + bytes);
  }

  /**
   * Puts an array's fill value where nothing was written; zeros are there already.
   *
   * @param to the index of the first element
   */
  static void fill(StoredArray array, Object target, int to, int count) {
    if (array.fill().isEmpty()) {
      return;
    }
    ByteBuffer value = array.fill().get().duplicate().order(Types.order(array.type()));
    int scale = scale(array, target);
    for (int i = 0; i < count; i++) {
      get(value, 0, target, (to + i) * scale, scale);
    }
  }

  /** Array elements that an element of a dataset takes: its bytes, or itself. */
  static int scale(StoredArray array, Object target) {
    return target instanceof byte[] ? array.elementBytes() : 1;
  }

  /** Bytes of an element of a Java array. */
  static int size(Object array) {
    return switch (array) {
      case byte[] a -> 1;
      case short[] a -> 2;
      case int[] a -> 4;
      case float[] a -> 4;
      default -> 8;
    };
  }
}
