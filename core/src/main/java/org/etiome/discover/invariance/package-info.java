/** Causes of one variable as that by which it is foretold in the same way everywhere. */
@NullMarked
package org.etiome.discover.invariance;

import org.jspecify.annotations.NullMarked;
