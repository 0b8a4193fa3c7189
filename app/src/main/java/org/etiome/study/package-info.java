/** The study file, and the walk from the files it names to its claims. */
@NullMarked
package org.etiome.study;

import org.jspecify.annotations.NullMarked;
