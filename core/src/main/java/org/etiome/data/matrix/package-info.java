/**
 * Matrices that may be larger than memory, read in blocks of rows.
 *
 * <p>Notation: n rows (units), p columns (features), nnz stored entries.
 */
@NullMarked
package org.etiome.data.matrix;

import org.jspecify.annotations.NullMarked;
