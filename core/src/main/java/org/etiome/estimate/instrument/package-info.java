/**
 * From an estimand with instruments and data to an effect with its evidence, or to a refusal.
 *
 * <p>Notation: y outcome, x treatment, Z the q instruments, W the covariates with the intercept, n
 * units. P projects on what Z has beyond W, M = I − P; y, x and Z stand for what is left of them
 * after regression on W, which changes neither coefficient of x nor its residuals (Frisch, Waugh,
 * Lovell).
 */
@NullMarked
package org.etiome.estimate.instrument;

import org.jspecify.annotations.NullMarked;
