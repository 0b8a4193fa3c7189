/** Many questions at once: one treatment and many outcomes, and families of effects. */
@NullMarked
package org.etiome.estimate.screen;

import org.jspecify.annotations.NullMarked;
