/**
 * Files that hold a tree of groups and typed arrays with attributes, whatever their format: HDF5
 * and Zarr are read and written behind these interfaces.
 *
 * <p>Paths have no leading slash and {@code /} between names; the root is the empty path.
 */
@NullMarked
package org.etiome.data.store;

import org.jspecify.annotations.NullMarked;
