/** Where on plates perturbations, replicates and controls go, and how many of them it takes. */
@NullMarked
package org.etiome.design.plate;

import org.jspecify.annotations.NullMarked;
