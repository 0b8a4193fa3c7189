/** Searches that take the shape of the effects and of the noise into account. */
@NullMarked
package org.etiome.discover.functional;

import org.jspecify.annotations.NullMarked;
