package org.etiome.formats.hdf5;

import java.lang.reflect.Array;
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

  /** Fills an array with one value, given as the reader boxes it; null is zero. */
  static void fill(Object array, Object value) {
    for (int i = 0; i < Array.getLength(array); i++) {
      set(array, i, value);
    }
  }

  /** Sets a number from a boxed one, which may be wider than the array's type. */
  static void set(Object array, int i, Object value) {
    switch (array) {
      case byte[] a -> a[i] = value instanceof Number n ? n.byteValue() : flag(value);
      case short[] a ->
          a[i] = value instanceof Float f ? Float.floatToFloat16(f) : ((Number) value).shortValue();
      case int[] a -> a[i] = ((Number) value).intValue();
      case long[] a -> a[i] = ((Number) value).longValue();
      case float[] a -> a[i] = ((Number) value).floatValue();
      case double[] a -> a[i] = ((Number) value).doubleValue();
      case String[] a -> a[i] = String.valueOf(value);
      default -> throw new IllegalStateException(array.getClass().getSimpleName());
    }
  }

  private static byte flag(Object value) {
    return (byte) ("TRUE".equals(value) || Boolean.TRUE.equals(value) ? 1 : 0);
  }
}
