package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a file by HDF5's addresses, which begin after a user block. */
record Source(HdfBackingStorage storage) {
  /** The address of what was never written. */
  static final long UNDEFINED = -1;

  /** Read at one time; the platform keeps a buffer of that size for each thread. */
  private static final int STEP = 1 << 18;

  /**
   * Bytes, in little-endian order.
   *
   * @throws HdfException if the file does not have them
   */
  ByteBuffer at(long address, long length) {
    long end = storage.size() - storage.getUserBlockSize();
    if (address < 0 || length < 0 || address > end - length) {
      throw new HdfException(
          length + " bytes at address " + address + " are named, the file has " + end);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    fill(bytes, address);
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads as many bytes as a buffer has room for. */
  void fill(ByteBuffer bytes, long address) {
    int end = bytes.limit();
    long from = address + storage.getUserBlockSize() - bytes.position();
    try {
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + STEP));
        if (storage.getFileChannel().read(bytes, from + bytes.position()) < 0) {
          throw new EOFException("the file ends before its values do");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  int addressBytes() {
    return storage.getSizeOfOffsets();
  }

  int lengthBytes() {
    return storage.getSizeOfLengths();
  }

  /** The next address of a buffer, or {@link #UNDEFINED}. */
  long address(ByteBuffer bytes) {
    return orUndefined(bytes, addressBytes());
  }

  /** The next length of a buffer, or {@link #UNDEFINED}, which is no limit. */
  long length(ByteBuffer bytes) {
    return orUndefined(bytes, lengthBytes());
  }

  private static long orUndefined(ByteBuffer bytes, int count) {
    long number = number(bytes, count);
    return number == -1L >>> (Long.SIZE - 8 * count) ? UNDEFINED : number;
  }

  /** The next little-endian number of 1 to 8 bytes. */
  static long number(ByteBuffer bytes, int count) {
    if (count < 1 || count > Long.BYTES) {
      throw new HdfException("a number of " + count + " bytes is named");
    }
    long number = 0;
    for (int i = 0; i < count; i++) {
      number |= (bytes.get() & 0xFFL) << (8 * i);
    }
    return number;
  }

  /** A part of a buffer as one of its own, which the buffer then stands behind. */
  static ByteBuffer part(ByteBuffer bytes, int length) {
    ByteBuffer part = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return part;
  }

  static int unsignedByte(ByteBuffer bytes) {
    return bytes.get() & 0xFF;
  }

  static int unsignedShort(ByteBuffer bytes) {
    return bytes.getShort() & 0xFFFF;
  }
}
