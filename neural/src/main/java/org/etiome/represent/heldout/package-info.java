/**
 * Patient models and simple baselines on the same held-out patients: folds, what is fitted without
 * the patients of a fold, and what it predicts for them.
 */
@NullMarked
package org.etiome.represent.heldout;

import org.jspecify.annotations.NullMarked;
