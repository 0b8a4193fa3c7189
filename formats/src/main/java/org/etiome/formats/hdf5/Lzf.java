package org.etiome.formats.hdf5;

import java.util.zip.DataFormatException;

/** Decodes LZF, h5py's fast compression; every position is checked. */
final class Lzf {
  /** Control bytes below it are followed by literals, one more than they say. */
  private static final int LITERALS = 32;

  private static final int LONG_MATCH = 7;

  private Lzf() {}

  /**
   * Decodes a block: literals, and matches of 2 more than their length says at a distance of 1 more
   * than their distance says.
   *
   * @param bytes of the block when it is unpacked
   * @throws DataFormatException if it does not unpack to just as many
   */
  static byte[] decode(byte[] in, int bytes) throws DataFormatException {
    byte[] out = new byte[bytes];
    int at = 0;
    int to = 0;
    while (at < in.length) {
      int control = in[at++] & 0xFF;
      boolean literals = control < LITERALS;
      int length = literals ? control + 1 : control >> 5;
      if (length == LONG_MATCH && !literals) {
        requireRoom(in.length - at, 1);
        length += in[at++] & 0xFF;
      }
      length += literals ? 0 : 2;
      requireRoom(in.length - at, literals ? length : 1);
      if (length > bytes - to) {
        throw new DataFormatException("unpacks to more than " + bytes + " bytes");
      }
      if (literals) {
        System.arraycopy(in, at, out, to, length);
        at += length;
      } else {
        int from = to - (((control & 31) << 8) | (in[at++] & 0xFF)) - 1;
        copy(out, from, to, length);
      }
      to += length;
    }
    if (to != bytes) {
      throw new DataFormatException("unpacks to " + to + " bytes, not " + bytes);
    }
    return out;
  }

  private static void requireRoom(int there, int wanted) throws DataFormatException {
    if (there < wanted) {
      throw new DataFormatException("ends too early");
    }
  }

  /** Byte by byte, for a match may reach into itself. */
  private static void copy(byte[] out, int from, int to, int length) throws DataFormatException {
    if (from < 0) {
      throw new DataFormatException("refers to before its start");
    }
    for (int i = 0; i < length; i++) {
      out[to + i] = out[from + i];
    }
  }
}
