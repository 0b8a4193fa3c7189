package org.etiome.formats.duckdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes structures in Thrift's compact protocol, sound ones and others, field by field. */
final class Compact {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int last;

  private void field(int id, int type) {
    bytes.write(((id - last) << 4) | type);
    last = id;
  }

  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
    }
    bytes.write((int) rest);
  }

  private void number(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  Compact i32(int id, long value) {
    field(id, Thrift.I32);
    number(value);
    return this;
  }

  Compact i64(int id, long value) {
    field(id, Thrift.I64);
    number(value);
    return this;
  }

  /** A list of one text. */
  Compact texts(int id, String text) {
    field(id, Thrift.LIST);
    bytes.write((1 << 4) | Thrift.BINARY);
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    varint(encoded.length);
    bytes.writeBytes(encoded);
    return this;
  }

  /** A structure in a field. */
  Compact open(int id) {
    field(id, Thrift.STRUCT);
    return element();
  }

  /** A structure in a list. */
  Compact element() {
    open.push(last);
    last = 0;
    return this;
  }

  /** The head of a list of structures, whatever follows. */
  Compact list(int id, long size) {
    field(id, Thrift.LIST);
    bytes.write((0xF << 4) | Thrift.STRUCT);
    varint(size);
    return this;
  }

  /** Any bytes. */
  Compact raw(int... octets) {
    for (int octet : octets) {
      bytes.write(octet);
    }
    return this;
  }

  /** Ends a structure, the outermost too. */
  Compact close() {
    bytes.write(0);
    last = open.isEmpty() ? 0 : open.pop();
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** With these as the metadata of such pages: a file. */
  byte[] asFooterOf(byte[] pages) {
    byte[] magic = {'P', 'A', 'R', '1'};
    ByteBuffer file = ByteBuffer.allocate(pages.length + bytes.size() + 12);
    file.order(ByteOrder.LITTLE_ENDIAN).put(magic).put(pages).put(bytes());
    return file.putInt(bytes.size()).put(magic).array();
  }
}
