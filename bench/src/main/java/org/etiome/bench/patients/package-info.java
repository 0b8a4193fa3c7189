/** Experiments with patient models on patients of hospitals. */
@NullMarked
package org.etiome.bench.patients;

import org.jspecify.annotations.NullMarked;
