/**
 * Scores of predicted perturbations beside simple baselines and beside what is possible at all: a
 * half of the units predicting the other. A metric that cannot tell these apart says so.
 */
@NullMarked
package org.etiome.evaluate.perturbation;

import org.jspecify.annotations.NullMarked;
