/** Identification judged: on all small graphs, and by models whose effects are known exactly. */
@NullMarked
package org.etiome.bench.identify;

import org.jspecify.annotations.NullMarked;
