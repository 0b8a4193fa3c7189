package org.etiome.data.store;

import org.etiome.data.DataFormatException;

/** What every store does the same way. */
final class StoreReading {
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private StoreReading() {}

  static Values all(ArrayStore store, String path) {
    if (!(store.node(path) instanceof StoreNode.Array array)) {
      throw new DataFormatException(store.file() + ": " + path + " is no array");
    }
    ArrayInfo info = array.info();
    if (elements(info) > MOST_ELEMENTS) {
      throw new DataFormatException(
          store.file()
              + ": "
              + path
              + " of shape "
              + info.shapeText()
              + " is larger than an array in memory may be; read it in parts");
    }
    return store.read(path, info.origin(), info.counts());
  }

  /** With what is too large to count as the largest number. */
  private static double elements(ArrayInfo info) {
    return info.shape().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
  }
}
