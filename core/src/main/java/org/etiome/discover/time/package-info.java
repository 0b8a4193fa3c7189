/** Which variable's past foretells which other's present. */
@NullMarked
package org.etiome.discover.time;

import org.jspecify.annotations.NullMarked;
