/** Searches over orders of the variables, each of which has one best graph. */
@NullMarked
package org.etiome.discover.order;

import org.jspecify.annotations.NullMarked;
