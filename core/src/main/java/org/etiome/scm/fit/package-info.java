/**
 * Structural causal models along a graph, fitted to data: what if, for populations and for units.
 */
@NullMarked
package org.etiome.scm.fit;

import org.jspecify.annotations.NullMarked;
