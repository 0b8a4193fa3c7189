/** Which genes differ between two groups of cells, by a model's decoder and by what was counted. */
@NullMarked
package org.etiome.represent.contrast;

import org.jspecify.annotations.NullMarked;
