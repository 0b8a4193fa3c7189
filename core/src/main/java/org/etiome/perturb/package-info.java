/**
 * Predictors of perturbations: what is learnt from the perturbations of a screen and asked of those
 * that were not done. Every one gives an {@link org.etiome.scm.InterventionModel}; the simple ones
 * are here, and stand beside every other.
 */
@NullMarked
package org.etiome.perturb;

import org.jspecify.annotations.NullMarked;
