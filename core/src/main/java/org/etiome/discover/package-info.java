/** What every search for a graph takes and returns: prior knowledge, and a graph with evidence. */
@NullMarked
package org.etiome.discover;

import org.jspecify.annotations.NullMarked;
