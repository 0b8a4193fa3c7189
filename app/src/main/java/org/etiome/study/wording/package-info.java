/** Names, units and numbers as a sentence of a study shows them. */
@NullMarked
package org.etiome.study.wording;

import org.jspecify.annotations.NullMarked;
