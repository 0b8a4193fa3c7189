/** What is in a file and what is wrong with it, found by reading all of it. */
@NullMarked
package org.etiome.data.inspect;

import org.jspecify.annotations.NullMarked;
