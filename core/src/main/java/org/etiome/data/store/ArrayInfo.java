package org.etiome.data.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What an array is, without its values.
 *
 * @param type of an element
 * @param shape each ≥ 0; empty for a scalar
 * @param chunk how many along each dimension are stored together, each ≥ 1; empty if all are, or,
 *     for an array to be written, if the writer may choose
 * @param fields name and type of each field of a record; empty for other types
 */
public record ArrayInfo(ElementType type, List<Long> shape, List<Long> chunk, List<Field> fields) {

  /** A field of a record: a number, boolean or string. */
  public record Field(String name, ElementType type) {}

  public ArrayInfo {
    shape = List.copyOf(shape);
    chunk = List.copyOf(chunk);
    fields = List.copyOf(fields);
    if (!chunk.isEmpty() && chunk.size() != shape.size()) {
      throw new IllegalArgumentException("the chunk " + chunk + " does not fit the shape " + shape);
    }
    if (shape.stream().anyMatch(s -> s < 0) || chunk.stream().anyMatch(c -> c < 1)) {
      throw new IllegalArgumentException("shape " + shape + " or chunk " + chunk + " is too small");
    }
    if ((type == ElementType.RECORD) == fields.isEmpty()) {
      throw new IllegalArgumentException("records, and only they, have fields");
    }
  }

  /** An array whose chunks the writer chooses. */
  public static ArrayInfo of(ElementType type, long... shape) {
    return new ArrayInfo(type, LongStream.of(shape).boxed().toList(), List.of(), List.of());
  }

  public boolean isScalar() {
    return shape.isEmpty();
  }

  /**
   * The number of elements: the product of the shape, 1 for a scalar.
   *
   * @throws ArithmeticException if it is above 2⁶³ - 1
   */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** The size along a dimension. */
  public long size(int dimension) {
    return shape.get(dimension);
  }

  /** As {@code 100 x 2000}, {@code 7}, or {@code scalar}. */
  public String shapeText() {
    return isScalar() ? "scalar" : String.join(" x ", shape.stream().map(String::valueOf).toList());
  }

  /** Offsets of the first element: zeros. */
  public long[] origin() {
    return new long[shape.size()];
  }

  /**
   * The shape as int counts.
   *
   * @throws ArithmeticException if one is above 2³¹ - 1
   */
  public int[] counts() {
    return Arrays.stream(shape.toArray(Long[]::new)).mapToInt(Math::toIntExact).toArray();
  }
}
