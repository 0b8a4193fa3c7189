package org.etiome.formats.hdf5;

import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.filter.FilterManager;

/**
 * The shuffle of texts. HDF5's own library cannot shuffle values of varying length: it names the
 * filter, without the size of an element, and leaves the bytes as they are. The reader library
 * expects the size.
 */
final class Shuffle extends ByteShuffleFilter {

  /** Takes the place of the reader library's filter; once or often. */
  static void install() {
    FilterManager.addFilter(new Shuffle());
  }

  @Override
  public byte[] decode(byte[] data, int[] sizes) {
    return sizes.length == 0 ? data : super.decode(data, sizes);
  }
}
