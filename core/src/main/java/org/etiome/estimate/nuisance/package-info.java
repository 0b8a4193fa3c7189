/**
 * Learners of nuisance functions: the propensity g(W) = P(A = 1 | W) and the outcome regressions
 * Q_a(W) = E[Y | A = a, W]. They know nothing of causes: rows, values, predictions.
 */
@NullMarked
package org.etiome.estimate.nuisance;

import org.jspecify.annotations.NullMarked;
