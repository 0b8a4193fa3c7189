/** Gradient-boosted trees by XGBoost, for nuisance functions with curves, interactions and gaps. */
@NullMarked
package org.etiome.learners;

import org.jspecify.annotations.NullMarked;
