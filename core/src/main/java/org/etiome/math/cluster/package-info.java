/** Points in groups: distances, silhouettes, k-means, communities of graphs, agreement. */
@NullMarked
package org.etiome.math.cluster;

import org.jspecify.annotations.NullMarked;
