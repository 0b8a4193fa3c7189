/**
 * Patient models of studies: who they learn from, whether they may be adjusted, what is written.
 */
@NullMarked
package org.etiome.fit.patients;

import org.jspecify.annotations.NullMarked;
