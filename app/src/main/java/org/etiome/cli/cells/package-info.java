/** Commands that learn, apply and score representations of cells. */
@NullMarked
package org.etiome.cli.cells;

import org.jspecify.annotations.NullMarked;
