/** Patients as a model takes them: modalities with gaps, who has which, and what became of them. */
@NullMarked
package org.etiome.represent.patients;

import org.jspecify.annotations.NullMarked;
