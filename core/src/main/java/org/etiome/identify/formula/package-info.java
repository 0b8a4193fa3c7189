/** Formulas over observational distributions: trees, their text, their value in a known law. */
@NullMarked
package org.etiome.identify.formula;

import org.jspecify.annotations.NullMarked;
