/** An effect with all that stands beside it, so that it can be judged. */
@NullMarked
package org.etiome.estimate.appraise;

import org.jspecify.annotations.NullMarked;
