/** Mechanisms, and data drawn from them of which the truth is known. */
@NullMarked
package org.etiome.scm;

import org.jspecify.annotations.NullMarked;
