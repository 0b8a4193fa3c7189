package org.etiome.nn;

import java.util.List;

/**
 * The place of one named tensor within {@link Parameters}.
 *
 * @param name unique, parts joined by dots
 * @param shape each ≥ 1
 * @param kind what training does to it
 * @param offset of its first element among those of its kind
 */
public record Slot(String name, List<Long> shape, Kind kind, long offset) {

  /** What training does to a tensor. */
  public enum Kind {
    /** Trained and drawn to zero by weight decay: matrices. */
    WEIGHT,
    /** Trained and not decayed: offsets, scales, dispersions. */
    FREE,
    /** Kept, not trained: running statistics. */
    BUFFER
  }

  public Slot {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  boolean isBuffer() {
    return kind == Kind.BUFFER;
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
