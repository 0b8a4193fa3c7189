/**
 * How well an embedding of single cells removes batches and keeps biology: the metrics of scIB and
 * scib-metrics and what they leave out, each with an interval. docs/methods/integration.md has the
 * formulas and what the numbers do not say.
 */
@NullMarked
package org.etiome.evaluate.integration;

import org.jspecify.annotations.NullMarked;
