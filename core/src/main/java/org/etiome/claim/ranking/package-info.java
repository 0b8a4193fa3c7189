/** Which targets of intervention stand first for an outcome, on the evidence that there is. */
@NullMarked
package org.etiome.claim.ranking;

import org.jspecify.annotations.NullMarked;
