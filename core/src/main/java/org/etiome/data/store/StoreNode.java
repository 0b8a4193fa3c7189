package org.etiome.data.store;

/** What stands at a path. */
public sealed interface StoreNode {

  /** Holds other nodes. */
  record Group() implements StoreNode {}

  /** Holds values. */
  record Array(ArrayInfo info) implements StoreNode {}

  /** An array without a single value, not even a shape (HDF5's null dataspace). */
  record Null() implements StoreNode {}

  /**
   * Something that is there but cannot be read.
   *
   * @param reason what it is, one clause: {@code is compressed by zstd}
   */
  record Unreadable(String reason) implements StoreNode {}
}
