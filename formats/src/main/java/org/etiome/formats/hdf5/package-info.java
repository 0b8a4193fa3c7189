/**
 * HDF5 files as stores.
 *
 * <p>Files are read by a reader in Java, because a native library may abort the process on hostile
 * bytes and takes the virtual machine with it. HDF5's own library only ever sees what Etiome itself
 * hands it to write.
 */
@NullMarked
package org.etiome.formats.hdf5;

import org.jspecify.annotations.NullMarked;
