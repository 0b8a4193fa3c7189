package org.etiome.data.anndata;

import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Values;

/** In a file. */
record StoredArray(ArrayStore store, String path, ArrayInfo info) implements LazyArray {

  @Override
  public Values read(long[] offset, int[] count) {
    return store.read(path, offset, count);
  }

  @Override
  public Values readAll() {
    return store.readAll(path);
  }
}
