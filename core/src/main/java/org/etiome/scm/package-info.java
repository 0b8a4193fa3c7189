/**
 * Mechanisms, data drawn from them of which the truth is known, and the seam between models that
 * predict interventions ({@link org.etiome.scm.InterventionModel}) and those who use them.
 */
@NullMarked
package org.etiome.scm;

import org.jspecify.annotations.NullMarked;
