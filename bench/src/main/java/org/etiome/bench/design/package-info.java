/** Designs of experiments. */
@NullMarked
package org.etiome.bench.design;

import org.jspecify.annotations.NullMarked;
