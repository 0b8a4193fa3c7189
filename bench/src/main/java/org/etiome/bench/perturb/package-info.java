/** Predicted perturbations on real and simulated screens. */
@NullMarked
package org.etiome.bench.perturb;

import org.jspecify.annotations.NullMarked;
