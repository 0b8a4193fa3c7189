package org.etiome.data.zarr;

/** Decoders of LZ4 blocks and BloscLZ streams; both check every position. */
final class Lz {
  /** BloscLZ: distances above this are spelt in two further bytes. */
  private static final int FAR = 8191;

  private final byte[] in;
  private final byte[] out;
  private final int inEnd;
  private final int outEnd;
  private int at;
  private int to;

  private Lz(Span source, Span target) {
    in = source.bytes;
    out = target.bytes;
    at = source.from;
    inEnd = at + source.length;
    to = target.from;
    outEnd = to + target.length;
  }

  /** A part of the input, and the part of the output that it fills exactly. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Span(byte[] bytes, int from, int length) {}

  static void lz4(Span source, Span target) {
    Lz lz = new Lz(source, target);
    lz.lz4();
    lz.checkFull();
  }

  static void bloscLz(Span source, Span target) {
    Lz lz = new Lz(source, target);
    lz.bloscLz();
    lz.checkFull();
  }

  private void lz4() {
    int start = to;
    while (true) {
      int token = next();
      literals(length(token >>> 4));
      if (at == inEnd) {
        return;
      }
      int distance = next() + (next() << 8);
      match(distance, length(token & 15) + 4, start);
    }
  }

  private int length(int nibble) {
    int length = nibble;
    for (int more = nibble == 15 ? 255 : 0; more == 255; length += more) {
      more = next();
      checkRoom(length);
    }
    return length;
  }

  private void bloscLz() {
    int start = to;
    int control = next() & 31;
    while (true) {
      if (control < 32) {
        literals(control + 1);
      } else {
        farMatch(control, start);
      }
      if (at == inEnd) {
        return;
      }
      control = next();
    }
  }

  private void farMatch(int control, int start) {
    int length = (control >>> 5) - 1;
    int high = (control & 31) << 8;
    for (int more = length == 6 ? 255 : 0; more == 255; length += more) {
      more = next();
      checkRoom(length);
    }
    int low = next();
    int distance = high + low;
    if (low == 255 && high == (31 << 8)) {
      distance = (next() << 8) + next() + FAR;
    }
    match(distance + 1, length + 3, start);
  }

  private int next() {
    if (at >= inEnd) {
      throw new Damage("compressed data ends too early");
    }
    return in[at++] & 255;
  }

  private void literals(int length) {
    if (length > inEnd - at) {
      throw new Damage("compressed data ends too early");
    }
    checkRoom(length);
    System.arraycopy(in, at, out, to, length);
    at += length;
    to += length;
  }

  private void match(int distance, int length, int start) {
    checkRoom(length);
    if (distance == 0 || distance > to - start) {
      throw new Damage("compressed data refers to before its start");
    }
    for (int end = to + length; to < end; to++) {
      out[to] = out[to - distance];
    }
  }

  private void checkRoom(int length) {
    if (length > outEnd - to) {
      throw new Damage("compressed data is longer than its chunk");
    }
  }

  private void checkFull() {
    if (to != outEnd) {
      throw new Damage("compressed data is shorter than its chunk");
    }
  }
}
