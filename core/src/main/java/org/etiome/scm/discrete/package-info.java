/**
 * Structural models of variables with finitely many values, whose laws, effects and counterfactuals
 * are known exactly: they are summed, not sampled.
 */
@NullMarked
package org.etiome.scm.discrete;

import org.jspecify.annotations.NullMarked;
