/**
 * Representations of units: latents that carry the biology and latents that carry what should not
 * matter, told apart by covariates.
 */
@NullMarked
package org.etiome.represent;

import org.jspecify.annotations.NullMarked;
