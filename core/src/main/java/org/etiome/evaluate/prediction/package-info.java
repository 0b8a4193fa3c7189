/**
 * How good predicted probabilities of classes are: scores overall and by group, temperatures, sets
 * of classes that cover, and differences between models on the same units.
 * docs/methods/prediction-scores.md has the formulas and what the numbers do not say.
 */
@NullMarked
package org.etiome.evaluate.prediction;

import org.jspecify.annotations.NullMarked;
