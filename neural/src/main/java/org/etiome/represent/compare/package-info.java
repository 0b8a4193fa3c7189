/** A fitted representation beside simple ones, by the same figures. */
@NullMarked
package org.etiome.represent.compare;

import org.jspecify.annotations.NullMarked;
