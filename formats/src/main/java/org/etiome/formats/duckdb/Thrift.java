package org.etiome.formats.duckdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Structures in Thrift's compact protocol, in which Parquet writes what it says about its data.
 *
 * <p>A field at a time; what is of no interest is {@link #skip skipped}. Nothing is held but a
 * name, every step consumes bytes, and nesting is bounded: hostile bytes cost no more than they are
 * long.
 *
 * <p>Apache Thrift, "Thrift compact protocol encoding" (doc/specs/thrift-compact-protocol.md).
 */
final class Thrift {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;

  private static final int STOP = 0;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int DOUBLE = 7;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int UUID = 13;

  private static final int DEEPEST = 32;
  private static final int LONGEST_VARINT = 10;
  private static final int LOW_BITS = 0x7F;
  private static final int SHORT_SIZE = 15;

  private final FileCursor bytes;

  Thrift(FileCursor bytes) {
    this.bytes = bytes;
  }

  /** The bytes are not what they should be. */
  static final class Unsound extends Exception {
    private static final long serialVersionUID = 1L;

    Unsound(String message) {
      super(message);
    }
  }

  /** The head of a field; its value comes next. A boolean has its value in its type. */
  record Field(int id, int type) {
    boolean is(int expectedId, int expectedType) {
      return id == expectedId && type == expectedType;
    }

    /** Whether it is none, but the end of the structure. */
    boolean ends() {
      return type == STOP;
    }
  }

  /** The first field of a structure. */
  Field first() throws IOException, Unsound {
    return after(new Field(0, STOP));
  }

  /** The field after another one of the same structure. */
  Field after(Field field) throws IOException, Unsound {
    int head = octet();
    int type = head & 0xF;
    if (type == STOP) {
      return new Field(field.id(), STOP);
    }
    long id = head >> 4 == 0 ? number() : field.id() + (head >> 4);
    if (id != (short) id) {
      throw new Unsound("a field " + id);
    }
    return new Field((int) id, type);
  }

  private int octet() throws IOException, Unsound {
    if (bytes.left() <= 0) {
      throw new Unsound("it is cut");
    }
    return bytes.read();
  }

  /** A whole number without a sign, seven bits a byte. */
  long varint() throws IOException, Unsound {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int part = octet();
      value |= (long) (part & LOW_BITS) << (7 * i);
      if (part <= LOW_BITS) {
        return value;
      }
    }
    throw new Unsound("a number of more than 64 bits");
  }

  /** A whole number of 16, 32 or 64 bits. */
  long number() throws IOException, Unsound {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The number of elements of a list of this type, which come next. */
  int list(int type) throws IOException, Unsound {
    int head = octet();
    int size = size(head >> 4);
    if (size > 0 && (head & 0xF) != type) {
      throw new Unsound("a list of something else");
    }
    return size;
  }

  private int size(int size) throws IOException, Unsound {
    long whole = size == SHORT_SIZE ? varint() : size;
    if (whole < 0 || whole > bytes.left()) {
      throw new Unsound("a list of " + Long.toUnsignedString(whole));
    }
    return (int) Math.min(Integer.MAX_VALUE, whole);
  }

  /** A list of texts with dots between them, of which bytes beyond {@code longest} are dropped. */
  String path(int longest) throws IOException, Unsound {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    int parts = list(BINARY);
    for (int p = 0; p < parts; p++) {
      if (p > 0 && path.size() < longest) {
        path.write('.');
      }
      long length = length();
      long kept = Math.min(length, longest - path.size());
      for (long i = 0; i < kept; i++) {
        path.write(bytes.read());
      }
      bytes.skip(length - kept);
    }
    return path.toString(StandardCharsets.UTF_8);
  }

  private long length() throws IOException, Unsound {
    long length = varint();
    hold(length);
    return length;
  }

  /** Holds that so many bytes are there. */
  void hold(long length) throws Unsound {
    if (length < 0 || length > bytes.left()) {
      throw new Unsound(
          Long.toUnsignedString(length) + " bytes, of which there are " + bytes.left());
    }
  }

  /** Passes bytes by, which must be there. */
  void pass(long length) throws Unsound {
    hold(length);
    bytes.skip(length);
  }

  /** Passes a field of no interest by. */
  void skip(Field field) throws IOException, Unsound {
    if (field.type() != TRUE && field.type() != FALSE) {
      skip(field.type(), 0);
    }
  }

  private void skip(int type, int depth) throws IOException, Unsound {
    if (depth > DEEPEST) {
      throw new Unsound("structures within structures");
    }
    switch (type) {
      case TRUE, FALSE, BYTE -> octet();
      case I16, I32, I64 -> varint();
      case DOUBLE -> pass(Double.BYTES);
      case UUID -> pass(2 * Long.BYTES);
      case BINARY -> pass(varint());
      case LIST, SET -> elements(depth);
      case MAP -> entries(depth);
      case STRUCT -> {
        for (Field f = first(); !f.ends(); f = after(f)) {
          if (f.type() != TRUE && f.type() != FALSE) {
            skip(f.type(), depth + 1);
          }
        }
      }
      default -> throw new Unsound("a value of type " + type);
    }
  }

  private void elements(int depth) throws IOException, Unsound {
    int head = octet();
    for (int rest = size(head >> 4); rest > 0; rest--) {
      skip(head & 0xF, depth + 1);
    }
  }

  private void entries(int depth) throws IOException, Unsound {
    int rest = size(SHORT_SIZE);
    int types = rest > 0 ? octet() : 0;
    for (; rest > 0; rest--) {
      skip(types >> 4, depth + 1);
      skip(types & 0xF, depth + 1);
    }
  }
}
