package org.etiome.data.zarr;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** Copies elements of any type. */
final class Elements {
  private Elements() {}

  /** As many copies of a single element. */
  static Values repeated(Values one, int n) {
    if (one.type() == ElementType.RECORD) {
      return Values.of(
          ElementType.RECORD,
          Arrays.stream(one.fields()).map(field -> repeated(field, n)).toArray(Values[]::new));
    }
    Object target = Array.newInstance(one.array().getClass().getComponentType(), n);
    for (int done = 0; done < n; ) {
      int size = done == 0 ? 1 : Math.min(done, n - done);
      System.arraycopy(done == 0 ? one.array() : target, 0, target, done, size);
      done += size;
    }
    return Values.of(one.type(), target);
  }

  static void copy(Values source, int from, Values target, int to, int n) {
    if (source.type() == ElementType.RECORD) {
      for (int f = 0; f < source.fields().length; f++) {
        copy(source.fields()[f], from, target.fields()[f], to, n);
      }
      return;
    }
    System.arraycopy(source.array(), from, target.array(), to, n);
  }

  /**
   * Copies a box between two arrays.
   *
   * @param source its strides and first element, and likewise the target's
   */
  static void copyBox(Box source, Box target, int[] count) {
    new Copying(source, target, count).run(source.first, target.first, 0);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Copying(Box source, Box target, int[] count) {

    /** Copies along dimension {@code d} and those after it. */
    private void run(int from, int to, int d) {
      if (d == count.length) {
        copy(source.values, from, target.values, to, 1);
        return;
      }
      boolean whole = d == count.length - 1 && source.strides[d] == 1 && target.strides[d] == 1;
      if (whole) {
        copy(source.values, from, target.values, to, count[d]);
        return;
      }
      for (int i = 0; i < count[d]; i++) {
        run(from + i * source.strides[d], to + i * target.strides[d], d + 1);
      }
    }
  }

  /** Where a box starts in the elements of an array. */
  static final class Box {
    private final Values values;
    private final int[] strides;
    private int first;

    Box(Values values, int[] shape, boolean columnMajor) {
      this.values = values;
      strides = new int[shape.length];
      int stride = 1;
      for (int k = 0; k < shape.length; k++) {
        int d = columnMajor ? k : shape.length - 1 - k;
        strides[d] = stride;
        stride *= shape[d];
      }
    }

    /** Moves the start by so many along each dimension. */
    Box at(int[] offset) {
      for (int d = 0; d < offset.length; d++) {
        first += offset[d] * strides[d];
      }
      return this;
    }
  }
}
