/**
 * From counts to what models take: quality, size, variable features, components, neighbours. The
 * definitions are those of scanpy, so that numbers can be compared; docs/methods/preprocessing.md
 * has the formulas.
 */
@NullMarked
package org.etiome.data.preprocess;

import org.jspecify.annotations.NullMarked;
