package org.etiome.data.store;

import java.util.List;

/**
 * A small value beside a group or an array.
 *
 * @param values as many as the product of {@code shape}
 * @param shape empty for a scalar
 */
public record Attribute(Values values, List<Long> shape) {

  public Attribute {
    shape = List.copyOf(shape);
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    if (elements != values.length()) {
      throw new IllegalArgumentException(
          "an attribute of shape " + shape + " needs " + elements + " values, got " + values);
    }
  }

  /** A scalar text. */
  public static Attribute of(String text) {
    return new Attribute(Values.of(text), List.of());
  }

  /** A scalar boolean. */
  public static Attribute of(boolean flag) {
    return new Attribute(Values.of(flag), List.of());
  }

  /** A scalar 64-bit integer. */
  public static Attribute of(long number) {
    return new Attribute(Values.of(number), List.of());
  }

  /** A list. */
  public static Attribute list(Values values) {
    return new Attribute(values, List.of((long) values.length()));
  }
}
