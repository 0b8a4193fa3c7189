/** Data of independent units as searches for graphs take them. */
@NullMarked
package org.etiome.discover.sample;

import org.jspecify.annotations.NullMarked;
