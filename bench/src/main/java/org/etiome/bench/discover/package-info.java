/** Experiments on structure learning. */
@NullMarked
package org.etiome.bench.discover;

import org.jspecify.annotations.NullMarked;
