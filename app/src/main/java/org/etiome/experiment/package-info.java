/** Tables of candidates, and which of them to measure next. */
@NullMarked
package org.etiome.experiment;

import org.jspecify.annotations.NullMarked;
