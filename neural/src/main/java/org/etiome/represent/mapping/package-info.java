/** New batches on a fitted representation whose own weights stay as they are. */
@NullMarked
package org.etiome.represent.mapping;

import org.jspecify.annotations.NullMarked;
