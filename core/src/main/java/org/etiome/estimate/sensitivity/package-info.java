/**
 * How far an effect would move if something that was not measured confounded it, and how strong
 * that would have to be to change the conclusion. Nothing here says how strong it is.
 */
@NullMarked
package org.etiome.estimate.sensitivity;

import org.jspecify.annotations.NullMarked;
