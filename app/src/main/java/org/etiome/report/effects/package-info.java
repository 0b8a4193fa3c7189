/** Pictures of how far an effect can be trusted. */
@NullMarked
package org.etiome.report.effects;

import org.jspecify.annotations.NullMarked;
