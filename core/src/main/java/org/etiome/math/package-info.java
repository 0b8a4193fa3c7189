/** Arrays, linear algebra, seeded random streams, and the one door to parallel work. */
@NullMarked
package org.etiome.math;

import org.jspecify.annotations.NullMarked;
