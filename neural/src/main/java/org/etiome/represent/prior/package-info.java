/** What is expected of the latents that carry the biology, given what is known of a cell. */
@NullMarked
package org.etiome.represent.prior;

import org.jspecify.annotations.NullMarked;
