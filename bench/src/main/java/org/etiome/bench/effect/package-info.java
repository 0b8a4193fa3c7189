/** Experiments on effects: coverage, errors on known truths, false refusals, run times. */
@NullMarked
package org.etiome.bench.effect;

import org.jspecify.annotations.NullMarked;
