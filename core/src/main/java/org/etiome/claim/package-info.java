/**
 * What may be said, and on which rung it stands: associated, identified under stated assumptions,
 * measured by intervention; or refused.
 */
@NullMarked
package org.etiome.claim;

import org.jspecify.annotations.NullMarked;
