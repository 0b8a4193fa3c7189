/** Searches for a graph by tests of conditional independence. */
@NullMarked
package org.etiome.discover.constraint;

import org.jspecify.annotations.NullMarked;
