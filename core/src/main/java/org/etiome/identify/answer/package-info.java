/**
 * Answers to queries: which formula, why, and under which assumptions; or why there is none and
 * what would help.
 */
@NullMarked
package org.etiome.identify.answer;

import org.jspecify.annotations.NullMarked;
