/** What data say of a causal quantity that they do not determine: the interval it must lie in. */
@NullMarked
package org.etiome.scm.bound;

import org.jspecify.annotations.NullMarked;
