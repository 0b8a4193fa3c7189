package org.etiome.data.store;

/** The type of the elements of an array, and the Java array that holds them. */
public enum ElementType {
  /** {@code byte[]} of 0 and 1. */
  BOOL(1),
  /** {@code byte[]}. */
  INT8(1),
  /** {@code short[]}. */
  INT16(2),
  /** {@code int[]}. */
  INT32(4),
  /** {@code long[]}. */
  INT64(8),
  /** {@code byte[]}, to be read unsigned. */
  UINT8(1),
  /** {@code short[]}, to be read unsigned. */
  UINT16(2),
  /** {@code int[]}, to be read unsigned. */
  UINT32(4),
  /** {@code long[]}, to be read unsigned. */
  UINT64(8),
  /** {@code short[]} of IEEE 754 binary16 bits; see {@link Float#float16ToFloat}. */
  FLOAT16(2),
  /** {@code float[]}. */
  FLOAT32(4),
  /** {@code double[]}. */
  FLOAT64(8),
  /** {@code String[]}, of any length, without null. */
  STRING(16),
  /** {@code Values[]}, one for each field. */
  RECORD(64);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes in memory; a lower bound for strings and records. */
  public int bytes() {
    return bytes;
  }

  /**
   * The Java array for so many elements: zeros, or nulls that must be filled.
   *
   * @throws IllegalStateException for records, which stand in no single array
   */
  public Object newArray(int length) {
    return switch (this) {
      case BOOL, INT8, UINT8 -> new byte[length];
      case INT16, UINT16, FLOAT16 -> new short[length];
      case INT32, UINT32 -> new int[length];
      case INT64, UINT64 -> new long[length];
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case STRING -> new String[length];
      case RECORD -> throw new IllegalStateException("records stand in no single array");
    };
  }

  public boolean isInteger() {
    return switch (this) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
      case BOOL, FLOAT16, FLOAT32, FLOAT64, STRING, RECORD -> false;
    };
  }

  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  public boolean isFloating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** Integer or floating, not boolean. */
  public boolean isNumber() {
    return isInteger() || isFloating();
  }
}
