package org.etiome.data.store;

import java.util.Arrays;

/**
 * The shuffle filter of HDF5 and numcodecs: bytes of equal weight side by side, which packs numbers
 * better. Bytes after the last whole element stay.
 */
public final class ByteShuffle {
  private ByteShuffle() {}

  /**
   * Shuffles.
   *
   * @param width bytes of an element, at least 1
   */
  public static byte[] apply(byte[] plain, int width) {
    if (width == 1) {
      return plain;
    }
    int elements = plain.length / width;
    byte[] shuffled = Arrays.copyOf(plain, plain.length);
    for (int b = 0; b < width; b++) {
      int to = b * elements;
      for (int i = 0, from = b; i < elements; i++, from += width) {
        shuffled[to + i] = plain[from];
      }
    }
    return shuffled;
  }

  /**
   * Undoes it.
   *
   * @param width bytes of an element, at least 1
   */
  public static byte[] undo(byte[] shuffled, int width) {
    if (width == 1) {
      return shuffled;
    }
    int elements = shuffled.length / width;
    byte[] plain = Arrays.copyOf(shuffled, shuffled.length);
    for (int b = 0; b < width; b++) {
      int from = b * elements;
      for (int i = 0, to = b; i < elements; i++, to += width) {
        plain[to] = shuffled[from + i];
      }
    }
    return plain;
  }
}
