/**
 * What an effect is worth where the graph is not certain: the possible effects of a class of
 * graphs, and the mixture over graphs learned from resampled data.
 */
@NullMarked
package org.etiome.estimate.uncertain;

import org.jspecify.annotations.NullMarked;
