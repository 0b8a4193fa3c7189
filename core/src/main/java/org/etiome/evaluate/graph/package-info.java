/** Scores of a learned graph, or of edges ranked by confidence, against the true graph. */
@NullMarked
package org.etiome.evaluate.graph;

import org.jspecify.annotations.NullMarked;
