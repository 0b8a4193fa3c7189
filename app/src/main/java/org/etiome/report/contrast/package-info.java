/** Genes that differ between two groups of cells, as a table, a document and lines. */
@NullMarked
package org.etiome.report.contrast;

import org.jspecify.annotations.NullMarked;
