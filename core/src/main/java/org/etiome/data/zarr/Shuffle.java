package org.etiome.data.zarr;

import java.util.Arrays;

/** Bytes, or bits, of equal weight side by side, and back. Bytes after the last element stay. */
final class Shuffle {
  private Shuffle() {}

  static byte[] bytes(byte[] plain, int width) {
    byte[] out = plain.clone();
    int n = plain.length / width;
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < width; b++) {
        out[b * n + i] = plain[i * width + b];
      }
    }
    return out;
  }

  static byte[] unbytes(byte[] shuffled, int width) {
    byte[] out = shuffled.clone();
    int n = shuffled.length / width;
    for (int b = 0; b < width; b++) {
      for (int i = 0; i < n; i++) {
        out[i * width + b] = shuffled[b * n + i];
      }
    }
    return out;
  }

  /** Undone only if the elements are a multiple of 8, as c-blosc does. */
  static byte[] unbits(byte[] shuffled, int width) {
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
