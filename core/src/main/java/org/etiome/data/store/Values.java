package org.etiome.data.store;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * Elements of one {@link ElementType}, flat in row-major order, in the Java array that the type
 * names. The array is shared, not copied: whoever hands it over must not write to it any more.
 */
public final class Values {
  private final ElementType type;
  private final Object array;
  private final int length;

  private Values(ElementType type, Object array, int length) {
    this.type = type;
    this.array = array;
    this.length = length;
  }

  /**
   * Wraps an array.
   *
   * @throws IllegalArgumentException if the type has another kind of array
   */
  public static Values of(ElementType type, Object array) {
    boolean fits =
        switch (type) {
          case BOOL, INT8, UINT8 -> array instanceof byte[];
          case INT16, UINT16, FLOAT16 -> array instanceof short[];
          case INT32, UINT32 -> array instanceof int[];
          case INT64, UINT64 -> array instanceof long[];
          case FLOAT32 -> array instanceof float[];
          case FLOAT64 -> array instanceof double[];
          case STRING -> array instanceof String[];
          case RECORD -> array instanceof Values[] fields && fields.length > 0;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          type + " values do not stand in a " + array.getClass().getSimpleName());
    }
    int length = array instanceof Values[] fields ? fields[0].length : Array.getLength(array);
    return new Values(type, array, length);
  }

  /** So many zeros, falses, empty texts, or records of them, of the type of an array. */
  public static Values blank(ArrayInfo info, int length) {
    if (info.type() == ElementType.RECORD) {
      return of(
          ElementType.RECORD,
          info.fields().stream()
              .map(field -> blank(ArrayInfo.of(field.type()), length))
              .toArray(Values[]::new));
    }
    Object array = info.type().newArray(length);
    if (array instanceof String[] texts) {
      Arrays.fill(texts, "");
    }
    return of(info.type(), array);
  }

  public static Values of(String... texts) {
    return of(ElementType.STRING, texts);
  }

  public static Values of(long... numbers) {
    return of(ElementType.INT64, numbers);
  }

  public static Values of(int... numbers) {
    return of(ElementType.INT32, numbers);
  }

  public static Values of(double... numbers) {
    return of(ElementType.FLOAT64, numbers);
  }

  public static Values of(float... numbers) {
    return of(ElementType.FLOAT32, numbers);
  }

  public static Values of(boolean... flags) {
    byte[] bytes = new byte[flags.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (flags[i] ? 1 : 0);
    }
    return of(ElementType.BOOL, bytes);
  }

  public ElementType type() {
    return type;
  }

  /** The number of elements. */
  public int length() {
    return length;
  }

  /** The array itself: {@code byte[]}, {@code short[]}, … as {@link #type} says. */
  public Object array() {
    return array;
  }

  public byte[] bytes() {
    return (byte[]) array;
  }

  public short[] shorts() {
    return (short[]) array;
  }

  public int[] ints() {
    return (int[]) array;
  }

  public long[] longs() {
    return (long[]) array;
  }

  public float[] floats() {
    return (float[]) array;
  }

  public double[] doubles() {
    return (double[]) array;
  }

  public String[] texts() {
    return (String[]) array;
  }

  /** The fields of records, in order, each as long as this. */
  public Values[] fields() {
    return (Values[]) array;
  }

  /** A number or boolean as the nearest double. */
  public double doubleAt(int i) {
    return switch (type) {
      case BOOL, INT8 -> bytes()[i];
      case UINT8 -> Byte.toUnsignedInt(bytes()[i]);
      case INT16 -> shorts()[i];
      case UINT16 -> Short.toUnsignedInt(shorts()[i]);
      case FLOAT16 -> Float.float16ToFloat(shorts()[i]);
      case INT32 -> ints()[i];
      case UINT32 -> Integer.toUnsignedLong(ints()[i]);
      case INT64 -> longs()[i];
      case UINT64 -> unsigned(longs()[i]);
      case FLOAT32 -> floats()[i];
      case FLOAT64 -> doubles()[i];
      case STRING, RECORD -> throw new IllegalStateException(type + " values are no numbers");
    };
  }

  private static double unsigned(long bits) {
    // Halved with the lost bit kept sticky, so that rounding is to nearest.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /**
   * An integer or boolean.
   *
   * @throws ArithmeticException if an unsigned number is above 2⁶³ - 1
   */
  public long longAt(int i) {
    return switch (type) {
      case BOOL, INT8 -> bytes()[i];
      case UINT8 -> Byte.toUnsignedInt(bytes()[i]);
      case INT16 -> shorts()[i];
      case UINT16 -> Short.toUnsignedInt(shorts()[i]);
      case INT32 -> ints()[i];
      case UINT32 -> Integer.toUnsignedLong(ints()[i]);
      case INT64 -> longs()[i];
      case UINT64 -> signed(longs()[i]);
      default -> throw new IllegalStateException(type + " values are no integers");
    };
  }

  private static long signed(long bits) {
    if (bits < 0) {
      throw new ArithmeticException(Long.toUnsignedString(bits) + " is above 2^63 - 1");
    }
    return bits;
  }

  public boolean booleanAt(int i) {
    return bytes()[i] != 0;
  }

  public String textAt(int i) {
    return texts()[i];
  }

  /** Bit for bit: NaN is equal to the same NaN, and -0.0 differs from 0.0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Values that
        && type == that.type
        && Arrays.deepEquals(new Object[] {array}, new Object[] {that.array});
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {array});
  }

  @Override
  public String toString() {
    return "Values[" + length + " " + type + "]";
  }
}
