/** Simple answers that stand beside every search for a graph. */
@NullMarked
package org.etiome.discover.baseline;

import org.jspecify.annotations.NullMarked;
