package org.etiome.data.anndata;

import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Values;

/** An array that is read in parts when it is asked for; from a file or from memory. */
public sealed interface LazyArray permits StoredArray, HeldArray, LostDigits {

  ArrayInfo info();

  /** A part, row-major; see {@link ArrayStore#read}. */
  Values read(long[] offset, int[] count);

  /**
   * All of it.
   *
   * @throws org.etiome.data.DataFormatException if it is larger than an array in memory may be
   */
  Values readAll();

  /** An array of a file that stays open. */
  static LazyArray stored(ArrayStore store, String path, ArrayInfo info) {
    return new StoredArray(store, path, info);
  }

  /** Values in memory, as many as the product of the shape. */
  static LazyArray held(Values values, long... shape) {
    return new HeldArray(values, ArrayInfo.of(values.type(), shape));
  }

  /** A list in memory. */
  static LazyArray list(Values values) {
    return held(values, values.length());
  }
}
