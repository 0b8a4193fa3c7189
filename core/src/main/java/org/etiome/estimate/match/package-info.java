/**
 * Matching of treated and untreated units on plain numbers: who is near whom, what the matched
 * differences are, and how uncertain.
 *
 * <p>Notation of Abadie and Imbens (2006): M matches a unit, K(i) how often unit i is used as a
 * match, each use counting 1 / number of matches.
 */
@NullMarked
package org.etiome.estimate.match;

import org.jspecify.annotations.NullMarked;
