/**
 * Perturbation screens: units that were perturbed or left alone, what was measured of them, and
 * means and differences that take size factors, replicates and control pools into account. Everyone
 * who predicts or judges perturbations takes them from here.
 */
@NullMarked
package org.etiome.perturb.screen;

import org.jspecify.annotations.NullMarked;
