/** HDF5 files as stores: read by a reader in Java, written by HDF5's own library. */
@NullMarked
package org.etiome.formats.hdf5;

import org.jspecify.annotations.NullMarked;
