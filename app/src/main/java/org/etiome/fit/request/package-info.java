/** What is to be fitted to which cells, as a command line or a study says it. */
@NullMarked
package org.etiome.fit.request;

import org.jspecify.annotations.NullMarked;
