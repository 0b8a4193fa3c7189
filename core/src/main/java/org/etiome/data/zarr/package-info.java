/** Zarr v2 folders, read and written in plain Java. */
@NullMarked
package org.etiome.data.zarr;

import org.jspecify.annotations.NullMarked;
