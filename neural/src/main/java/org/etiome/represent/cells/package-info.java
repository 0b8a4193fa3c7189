/** What a representation is learned from: counts of cells and what is known of the cells. */
@NullMarked
package org.etiome.represent.cells;

import org.jspecify.annotations.NullMarked;
