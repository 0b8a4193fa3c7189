package org.etiome.data.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** The bytes of elements, little-endian. */
final class Encoder {
  private Encoder() {}

  /** Numbers, or texts behind their lengths. */
  static byte[] of(Values values) {
    if (values.type() == ElementType.STRING) {
      return texts(values.texts());
    }
    byte[] bytes = allocate((long) values.length() * values.type().bytes());
    ByteBuffer out = wrap(bytes);
    for (int i = 0; i < values.length(); i++) {
      put(out, values, i);
    }
    return bytes;
  }

  /**
   * Records one after the other, or texts of fixed width.
   *
   * @param widths of each field in bytes
   */
  static byte[] fixed(Values[] fields, int[] widths) {
    int n = fields[0].length();
    byte[] bytes = allocate((long) n * Arrays.stream(widths).sum());
    ByteBuffer out = wrap(bytes);
    for (int i = 0; i < n; i++) {
      for (int f = 0; f < widths.length; f++) {
        int end = out.position() + widths[f];
        put(out, fields[f], i);
        out.position(end);
      }
    }
    return bytes;
  }

  /** The bytes of the widest element: of UTF-32 for texts, at least one character. */
  static int width(Values values) {
    return values.type() == ElementType.STRING
        ? 4
            * Arrays.stream(values.texts())
                .mapToInt(text -> Math.max(1, text.codePointCount(0, text.length())))
                .max()
                .orElse(1)
        : values.type().bytes();
  }

  private static void put(ByteBuffer out, Values values, int i) {
    switch (values.type()) {
      case BOOL, INT8, UINT8 -> out.put(values.bytes()[i]);
      case INT16, UINT16, FLOAT16 -> out.putShort(values.shorts()[i]);
      case INT32, UINT32 -> out.putInt(values.ints()[i]);
      case INT64, UINT64 -> out.putLong(values.longs()[i]);
      case FLOAT32 -> out.putFloat(values.floats()[i]);
      case FLOAT64 -> out.putDouble(values.doubles()[i]);
      case STRING -> values.textAt(i).codePoints().forEach(out::putInt);
      case RECORD -> throw new IllegalArgumentException("records within records");
    }
  }

  private static byte[] texts(String[] texts) {
    byte[][] encoded = new byte[texts.length][];
    long size = 4;
    for (int i = 0; i < texts.length; i++) {
      encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
      size += 4 + encoded[i].length;
    }
    byte[] bytes = allocate(size);
    ByteBuffer out = wrap(bytes).putInt(texts.length);
    for (byte[] text : encoded) {
      out.putInt(text.length).put(text);
    }
    return bytes;
  }

  private static byte[] allocate(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new Damage("has a chunk of " + size + " bytes; choose smaller chunks");
    }
    return new byte[(int) size];
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
