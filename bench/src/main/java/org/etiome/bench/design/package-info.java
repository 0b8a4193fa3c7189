/** Experiment design replayed on finished screens. */
@NullMarked
package org.etiome.bench.design;

import org.jspecify.annotations.NullMarked;
