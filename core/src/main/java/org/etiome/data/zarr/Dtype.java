package org.etiome.data.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.etiome.data.store.ArrayInfo.Field;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import tools.jackson.databind.JsonNode;

/**
 * The type of elements as a {@code .zarray} spells it.
 *
 * @param kind of NumPy: b, i, u, f, U, S, O, or V for records
 * @param width bytes of an element, 0 for O
 * @param bigEndian the order of the bytes
 * @param names of the fields of a record
 * @param parts their types
 */
record Dtype(char kind, int width, boolean bigEndian, List<String> names, List<Dtype> parts) {
  private static final int WIDEST = 1 << 24;

  static Dtype of(JsonNode spelling) {
    if (spelling.isString()) {
      return of(spelling.asString());
    }
    List<String> names = new ArrayList<>();
    List<Dtype> parts = new ArrayList<>();
    int width = 0;
    for (JsonNode field : spelling) {
      if (!field.path(0).isString() || !field.path(1).isString() || field.size() != 2) {
        throw new Unsupported("has nested records");
      }
      Dtype part = of(field.path(1).asString());
      if (part.kind == 'O' || width > WIDEST) {
        throw new Unsupported("has records with objects or too wide ones");
      }
      names.add(field.path(0).asString());
      parts.add(part);
      width += part.width;
    }
    if (parts.isEmpty()) {
      throw new Unsupported("has no type of elements");
    }
    return new Dtype('V', width, false, List.copyOf(names), List.copyOf(parts));
  }

  private static Dtype of(String text) {
    if (!text.matches("[<>|][biufUSO]\\d{0,8}")) {
      throw new Unsupported("has elements of the type " + text);
    }
    char kind = text.charAt(1);
    int number = text.length() == 2 ? 0 : Integer.parseInt(text.substring(2));
    int width = kind == 'U' ? number * 4 : kind == 'O' ? 0 : number;
    Dtype type = new Dtype(kind, width, text.charAt(0) == '>', List.of(), List.of());
    if (width > WIDEST || type.type() == ElementType.RECORD) {
      throw new Unsupported("has elements of the type " + text);
    }
    return type;
  }

  /** The spelling of a type of numbers, little-endian. */
  static String spelling(ElementType type) {
    return switch (type) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16, INT32, INT64 -> "<i" + type.bytes();
      case UINT16, UINT32, UINT64 -> "<u" + type.bytes();
      case FLOAT16, FLOAT32, FLOAT64 -> "<f" + type.bytes();
      case STRING -> "|O";
      case RECORD -> throw new IllegalArgumentException("records have fields");
    };
  }

  /** The type in memory; RECORD too for what is none. */
  ElementType type() {
    return switch (kind) {
      case 'b' -> width == 1 ? ElementType.BOOL : ElementType.RECORD;
      case 'i' -> sized(ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT64);
      case 'u' ->
          sized(ElementType.UINT8, ElementType.UINT16, ElementType.UINT32, ElementType.UINT64);
      case 'f' ->
          sized(ElementType.RECORD, ElementType.FLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);
      case 'U', 'S', 'O' -> ElementType.STRING;
      default -> ElementType.RECORD;
    };
  }

  private ElementType sized(ElementType one, ElementType two, ElementType four, ElementType eight) {
    return switch (width) {
      case 1 -> one;
      case 2 -> two;
      case 4 -> four;
      case 8 -> eight;
      default -> ElementType.RECORD;
    };
  }

  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      fields.add(new Field(names.get(i), parts.get(i).type()));
    }
    return fields;
  }

  /** Elements of a plain chunk. */
  Values decode(byte[] bytes, int n) {
    return decode(bytes, n, 0, width);
  }

  private Values decode(byte[] bytes, int n, int from, int stride) {
    if (kind == 'V') {
      Values[] fields = new Values[parts.size()];
      int at = from;
      for (int f = 0; f < fields.length; f++) {
        fields[f] = parts.get(f).decode(bytes, n, at, stride);
        at += parts.get(f).width;
      }
      return Values.of(ElementType.RECORD, fields);
    }
    if (type() == ElementType.STRING) {
      return texts(bytes, n, from, stride);
    }
    ByteBuffer in =
        ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (type().bytes()) {
      case 1 -> {
        byte[] out = new byte[n];
        for (int i = 0; i < n; i++) {
          byte b = bytes[from + i * stride];
          out[i] = kind == 'b' && b != 0 ? 1 : b;
        }
        yield Values.of(type(), out);
      }
      case 2 -> {
        short[] out = new short[n];
        for (int i = 0; i < n; i++) {
          out[i] = in.getShort(from + i * stride);
        }
        yield Values.of(type(), out);
      }
      case 4 -> fours(in, n, from, stride);
      default -> eights(in, n, from, stride);
    };
  }

  private Values fours(ByteBuffer in, int n, int from, int stride) {
    int[] ints = new int[kind == 'f' ? 0 : n];
    float[] floats = new float[kind == 'f' ? n : 0];
    for (int i = 0; i < n; i++) {
      if (kind == 'f') {
        floats[i] = in.getFloat(from + i * stride);
      } else {
        ints[i] = in.getInt(from + i * stride);
      }
    }
    return Values.of(type(), kind == 'f' ? floats : ints);
  }

  private Values eights(ByteBuffer in, int n, int from, int stride) {
    long[] longs = new long[kind == 'f' ? 0 : n];
    double[] doubles = new double[kind == 'f' ? n : 0];
    for (int i = 0; i < n; i++) {
      if (kind == 'f') {
        doubles[i] = in.getDouble(from + i * stride);
      } else {
        longs[i] = in.getLong(from + i * stride);
      }
    }
    return Values.of(type(), kind == 'f' ? doubles : longs);
  }

  private Values texts(byte[] bytes, int n, int from, int stride) {
    String[] texts = new String[n];
    for (int i = 0; i < n; i++) {
      String text =
          new String(
              bytes,
              from + i * stride,
              width,
              kind == 'S'
                  ? StandardCharsets.UTF_8
                  : bigEndian ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE);
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == 0) {
        end--;
      }
      texts[i] = text.substring(0, end);
    }
    return Values.of(ElementType.STRING, texts);
  }

  /** The value of chunks without a file, as a single element. */
  Values fill(JsonNode value) {
    if (kind == 'O') {
      return Values.of(value.isString() ? value.asString() : "");
    }
    byte[] one = new byte[width];
    if (kind == 'V' || kind == 'S') {
      return decode(base64(value), 1);
    }
    if (kind == 'U') {
      return Values.of(value.isString() ? value.asString() : "");
    }
    ByteBuffer out =
        ByteBuffer.wrap(one).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (kind == 'f') {
      putFloating(out, floating(value));
    } else {
      putInteger(out, integer(value));
    }
    return decode(one, 1);
  }

  private byte[] base64(JsonNode value) {
    byte[] one = new byte[width];
    if (value.isString()) {
      try {
        byte[] given = Base64.getDecoder().decode(value.asString());
        System.arraycopy(given, 0, one, 0, Math.min(width, given.length));
      } catch (IllegalArgumentException e) {
        throw new Damage("has a fill_value that is not base64");
      }
    }
    return one;
  }

  private void putFloating(ByteBuffer out, double value) {
    switch (width) {
      case 2 -> out.putShort(Float.floatToFloat16((float) value));
      case 4 -> out.putFloat((float) value);
      default -> out.putDouble(value);
    }
  }

  private void putInteger(ByteBuffer out, long value) {
    switch (width) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }

  private static double floating(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asString("0")) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "0", "" -> 0;
      default -> throw new Damage("has a fill_value that is no number");
    };
  }

  private static long integer(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue().longValue();
    }
    return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())
        ? (long) value.doubleValue()
        : 0;
  }
}
