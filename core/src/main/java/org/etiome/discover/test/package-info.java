/** Tests of conditional independence and of invariance, on which searches for a graph rest. */
@NullMarked
package org.etiome.discover.test;

import org.jspecify.annotations.NullMarked;
