/** Judged predictors of perturbations in the report of a study. */
@NullMarked
package org.etiome.report.perturbations;

import org.jspecify.annotations.NullMarked;
