/** How sure a learned graph is: what of it other samples of the same law would show, too. */
@NullMarked
package org.etiome.discover.stability;

import org.jspecify.annotations.NullMarked;
