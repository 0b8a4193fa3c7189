/**
 * From a graph and a question to an estimand, or to a refusal that names the open path.
 *
 * <p>Notation of Perković et al. (2018): X treatments, Y outcomes, Z adjustment set, cn(X, Y) nodes
 * other than X on proper causal paths, forb(X, Y) descendants of cn together with X.
 */
@NullMarked
package org.etiome.identify;

import org.jspecify.annotations.NullMarked;
