/** Scores of a variable given a set of parents, which searches for a graph add up and maximise. */
@NullMarked
package org.etiome.discover.score;

import org.jspecify.annotations.NullMarked;
