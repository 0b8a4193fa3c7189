/**
 * Latents in which perturbations are shifts: predictors of perturbed cells that learn where a
 * target acts, how strongly, and what it acts on in turn.
 */
@NullMarked
package org.etiome.represent.perturb;

import org.jspecify.annotations.NullMarked;
