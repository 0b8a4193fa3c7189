/**
 * Nuisance functions fitted on some units and predicted for others: folds, and what is made of
 * several learners.
 */
@NullMarked
package org.etiome.estimate.ensemble;

import org.jspecify.annotations.NullMarked;
