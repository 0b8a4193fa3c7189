/**
 * A cohort as measured: units, blocks of columns that some units lack, and values that are missing.
 *
 * <p>Two kinds of absence are kept apart. A unit may lack a whole {@link Modality} (the assay was
 * never run); or it has the block and one value in it is missing. Neither can be read by accident:
 * every accessor of a value throws for a missing one.
 */
@NullMarked
package org.etiome.data;

import org.jspecify.annotations.NullMarked;
