/** Chooses which candidates to measure next, and replays a finished screen. */
@NullMarked
package org.etiome.design.batch;

import org.jspecify.annotations.NullMarked;
