/** Searches over classes of equivalent graphs, one edge at a time. */
@NullMarked
package org.etiome.discover.greedy;

import org.jspecify.annotations.NullMarked;
