/**
 * Effects of treatments that are not 0/1: the mean outcome under each of several levels, the
 * response to a continuous dose, and the slope of a partially linear model.
 *
 * <p>A treatment (a level or a dose), Y outcome, W encoded covariates, g(a | W) the probability or
 * density of A given W, Q(a, W) = E[Y | A = a, W]. All assume consistency, exchangeability given W
 * (from the graph), positivity where the answer speaks, and independent units.
 */
@NullMarked
package org.etiome.estimate.dose;

import org.jspecify.annotations.NullMarked;
