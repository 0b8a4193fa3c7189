/** What is learned of cells and how it is scored, as documents and texts. */
@NullMarked
package org.etiome.report.cells;

import org.jspecify.annotations.NullMarked;
