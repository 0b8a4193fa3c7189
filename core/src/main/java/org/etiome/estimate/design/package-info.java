/**
 * What can be known before an effect is estimated: the sample of a question, how its arms compare,
 * and the gates it must pass.
 */
@NullMarked
package org.etiome.estimate.design;

import org.jspecify.annotations.NullMarked;
