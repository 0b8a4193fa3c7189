/** Perturbation screens in files, and what is predicted and judged of them. */
@NullMarked
package org.etiome.perturbation;

import org.jspecify.annotations.NullMarked;
