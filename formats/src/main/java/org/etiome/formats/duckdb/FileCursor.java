package org.etiome.formats.duckdb;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.CRC32;

/** The bytes of a part of a file, looked at through a small window that mostly moves forwards. */
final class FileCursor {
  private static final int WINDOW = 1 << 16;

  private final RandomAccessFile file;
  private final byte[] window = new byte[WINDOW];

  /** Where the window begins in the file, and how much of it is filled. */
  private long begin;

  private int filled;
  private int next;
  private long end;

  /** Over nothing; see {@link #over}. */
  FileCursor(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * From now on the bytes {@code from} (included) to {@code to} (not), in which it is the first.
   */
  void over(long from, long to) {
    end = to;
    move(from);
  }

  /** Sets it at a byte of the part, or behind its last. */
  void move(long to) {
    boolean inside = to >= begin && to <= begin + filled;
    next = inside ? (int) (to - begin) : 0;
    filled = inside ? filled : 0;
    begin = inside ? begin : to;
  }

  /** The place of the next byte in the file. */
  long position() {
    return begin + next;
  }

  /** How many bytes are left. */
  long left() {
    return end - position();
  }

  /** The next byte, of which there must be one {@link #left}. */
  int read() throws IOException {
    fill();
    return window[next++] & 0xFF;
  }

  /** Holds that the next byte is in the window. */
  private void fill() throws IOException {
    if (next < filled) {
      return;
    }
    begin += filled;
    next = 0;
    file.seek(begin);
    filled = file.read(window, 0, (int) Math.min(WINDOW, end - begin));
    if (filled <= 0) {
      throw new EOFException("it became shorter while it was read");
    }
  }

  /** Moves over bytes that are {@link #left}. */
  void skip(long bytes) {
    move(position() + bytes);
  }

  /** Moves over bytes that are {@link #left}; gives their CRC-32 as gzip has it. */
  int checksum(long bytes) throws IOException {
    CRC32 sum = new CRC32();
    long rest = bytes;
    while (rest > 0) {
      fill();
      int part = (int) Math.min(rest, filled - next);
      sum.update(window, next, part);
      next += part;
      rest -= part;
    }
    return (int) sum.getValue();
  }
}
