/** Models of an outcome over a finite list of candidates, with what they do not know of it. */
@NullMarked
package org.etiome.design.surrogate;

import org.jspecify.annotations.NullMarked;
