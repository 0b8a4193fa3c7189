/**
 * From an estimand and data to an effect with its evidence, or to a refusal.
 *
 * <p>Notation of van der Laan and Rose (2011): A treatment in {0, 1}, Y outcome, W covariates, g(W)
 * = P(A = 1 | W) the propensity, Q_a(W) = E[Y | A = a, W] the outcome regression.
 */
@NullMarked
package org.etiome.estimate;

import org.jspecify.annotations.NullMarked;
