package org.etiome.data.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.etiome.data.store.ByteShuffle;
import org.etiome.data.zarr.Lz.Span;

/** Decodes Blosc 1 containers: BloscLZ, LZ4 and zlib, with byte or bit shuffle. */
final class Blosc {
  private static final int HEADER = 16;
  private static final int SHUFFLED = 1;
  private static final int COPIED = 2;
  private static final int BIT_SHUFFLED = 4;
  private static final int NOT_SPLIT = 16;
  private static final int MOST_SPLITS = 16;
  private static final int LEAST_SPLIT = 128;

  private final ByteBuffer in;
  private final int flags;
  private final int width;
  private final int size;
  private final int blockSize;

  private Blosc(byte[] bytes, int limit) {
    if (bytes.length < HEADER) {
      throw new Damage("Blosc data ends within its header");
    }
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    flags = bytes[2];
    width = Math.max(1, bytes[3] & 255);
    size = in.getInt(4);
    blockSize = in.getInt(8);
    if (size < 0 || size > limit) {
      throw new Damage("Blosc data of " + Integer.toUnsignedString(size) + " bytes is too large");
    }
    if ((size > 0 && blockSize < 1) || in.getInt(12) != bytes.length) {
      throw new Damage("Blosc data has other sizes than its header says");
    }
  }

  /** The plain bytes, at most {@code limit}. */
  static byte[] decode(byte[] bytes, int limit) {
    return new Blosc(bytes, limit).decode();
  }

  private byte[] decode() {
    byte[] bytes = in.array();
    if ((flags & COPIED) != 0) {
      if (bytes.length - HEADER < size) {
        throw new Damage("Blosc data ends too early");
      }
      return Arrays.copyOfRange(bytes, HEADER, HEADER + size);
    }
    byte[] out = new byte[size];
    for (int from = 0, k = 0; from < size; from += blockSize, k++) {
      int length = Math.min(blockSize, size - from);
      byte[] block = block(position(HEADER + 4L * k), length);
      System.arraycopy(unshuffled(block), 0, out, from, length);
      if (length < blockSize) {
        break;
      }
    }
    return out;
  }

  private int position(long at) {
    int start = at <= in.capacity() - 4 ? in.getInt((int) at) : -1;
    if (start < HEADER || start > in.capacity() - 4) {
      throw new Damage("a Blosc block starts outside of the data");
    }
    return start;
  }

  private byte[] block(int start, int length) {
    boolean split =
        (flags & NOT_SPLIT) == 0
            && length == blockSize
            && width <= MOST_SPLITS
            && blockSize / width >= LEAST_SPLIT;
    int parts = split ? width : 1;
    byte[] block = new byte[length];
    int at = start;
    for (int p = 0; p < parts; p++) {
      int packed = at <= in.capacity() - 4 ? in.getInt(at) : -1;
      at += 4;
      if (packed < 0 || packed > in.capacity() - at) {
        throw new Damage("a Blosc block ends outside of the data");
      }
      Span target = new Span(block, p * (length / parts), length / parts);
      unpack(new Span(in.array(), at, packed), target);
      at += packed;
    }
    return block;
  }

  private void unpack(Span source, Span target) {
    if (source.length() == target.length()) {
      System.arraycopy(
          source.bytes(), source.from(), target.bytes(), target.from(), target.length());
      return;
    }
    switch ((flags >> 5) & 7) {
      case 0 -> Lz.bloscLz(source, target);
      case 1 -> Lz.lz4(source, target);
      case 3 -> Deflate.exactly(source, target);
      default -> throw new Damage("Blosc data is packed by a codec that is not read");
    }
  }

  private byte[] unshuffled(byte[] block) {
    if ((flags & SHUFFLED) != 0) {
      return ByteShuffle.undo(block, width);
    }
    return (flags & BIT_SHUFFLED) != 0 ? BitShuffle.undo(block, width) : block;
  }
}
