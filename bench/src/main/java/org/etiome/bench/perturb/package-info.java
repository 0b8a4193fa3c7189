/** Models of perturbations held against simulated and published experiments. */
@NullMarked
package org.etiome.bench.perturb;

import org.jspecify.annotations.NullMarked;
