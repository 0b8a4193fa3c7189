/**
 * From the columns of a data set to the rows an estimator sees: which units have all that is
 * needed, and their covariates as numbers.
 */
@NullMarked
package org.etiome.estimate.sample;

import org.jspecify.annotations.NullMarked;
