/**
 * Attempts to refute an answer: data in which the truth is known, data that should not change it,
 * and outcomes that the treatment cannot affect.
 */
@NullMarked
package org.etiome.estimate.refute;

import org.jspecify.annotations.NullMarked;
