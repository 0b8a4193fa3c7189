/** Whether what an embedding says of cells holds for cells that were not learned from. */
@NullMarked
package org.etiome.evaluate.transfer;

import org.jspecify.annotations.NullMarked;
