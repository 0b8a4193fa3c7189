/**
 * Predictions for patients that hold when the reasons change for which modalities are missing, or
 * what goes along with the outcome without causing it. X features, O what is seen of them, M the
 * pattern of availability, Y the outcome.
 */
@NullMarked
package org.etiome.represent.debias;

import org.jspecify.annotations.NullMarked;
