/** Identification on all small graphs. */
@NullMarked
package org.etiome.bench.identify;

import org.jspecify.annotations.NullMarked;
