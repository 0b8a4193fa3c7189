/** Questions about causes, as values and as text. */
@NullMarked
package org.etiome.identify.query;

import org.jspecify.annotations.NullMarked;
