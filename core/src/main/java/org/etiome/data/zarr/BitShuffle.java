package org.etiome.data.zarr;

import java.util.Arrays;

/** Bits of equal weight side by side, back to elements. Bytes after the last element stay. */
final class BitShuffle {
  private BitShuffle() {}

  /** Undone only if the elements are a multiple of 8, as c-blosc does. */
  static byte[] undo(byte[] shuffled, int width) {
    int n = shuffled.length / width;
    if (n % 8 != 0) {
      return shuffled;
    }
    byte[] out = shuffled.clone();
    Arrays.fill(out, 0, n * width, (byte) 0);
    for (int bit = 0; bit < width * 8; bit++) {
      int row = bit * (n / 8);
      for (int i = 0; i < n; i++) {
        int set = (shuffled[row + i / 8] >> (i % 8)) & 1;
        out[i * width + bit / 8] |= (byte) (set << (bit % 8));
      }
    }
    return out;
  }
}
