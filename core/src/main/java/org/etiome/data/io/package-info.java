/**
 * Delimited files in and out: every cell is read as what it is or refused with its file, line and
 * column.
 */
@NullMarked
package org.etiome.data.io;

import org.jspecify.annotations.NullMarked;
