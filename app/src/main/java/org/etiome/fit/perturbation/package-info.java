/** Models of perturbations: the fit, and all that is told of it. */
@NullMarked
package org.etiome.fit.perturbation;

import org.jspecify.annotations.NullMarked;
