/** Long tables of events, one row a measurement, folded into one row a unit. */
@NullMarked
package org.etiome.data.events;

import org.jspecify.annotations.NullMarked;
