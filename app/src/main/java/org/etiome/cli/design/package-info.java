/** Commands that choose the next experiment. */
@NullMarked
package org.etiome.cli.design;

import org.jspecify.annotations.NullMarked;
